/** PHP-FPM's pool: a limited number of requests at once; the others wait in order of arrival. */
export class Workers {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(workers: number) {
    this.#free = workers;
  }

  /** @returns whether the request had to wait */
  async take(): Promise<boolean> {
    const isFree = this.#free > 0;
    if (isFree) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return !isFree;
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
