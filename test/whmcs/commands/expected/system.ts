/** What the samples of administrators, modules and figures become. */
export const system: Readonly<Record<string, object>> = {
  'GetModuleQueue.leaking': { queue: [{ lastAttemptError: 'Login failed: password=[secret] for root' }] },
};
