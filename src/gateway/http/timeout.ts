/** Waits for something, but not for ever. */

/** Whether it has ended after `ms` at most. */
export async function withTimeout(ms: number, awaited: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([awaited.then(() => true), over]);
  } finally {
    clearTimeout(timer);
  }
}
