/** Waits for a promise, but not longer than `ms`; returns whether it resolved in time. */
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
