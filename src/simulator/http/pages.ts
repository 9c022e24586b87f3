/** HTML pages that are sent instead of an answer. */

function page(title: string, body: string): string {
  return `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>\n${body}\n</body></html>\n`;
}

export const notFound = page(
  '404 Not Found',
  '<h1>Not Found</h1><p>The requested URL was not found on this server.</p>',
);

export const maintenance = page(
  'Back soon',
  '<h1>We are upgrading</h1><p>The billing area returns in a few minutes.</p>',
);

export const forbidden = page('403 Forbidden', '<h1>Forbidden</h1><p>Request blocked by security rule 949110.</p>');

export const challenge = page('Just a moment...', '<noscript>Enable JavaScript and cookies to continue</noscript>');

export const tooMany = page('429 Too Many Requests', '<h1>Slow down</h1>');

export const crashed = page(
  'Oops!',
  '<h1>Something went wrong.</h1><p>Please try again, or contact the administrator.</p>',
);

/** From 8.x any stray output turns an answer into this page, although the work is done. */
export const emitterFailed = page(
  'Oops!',
  '<pre>Laminas\\HttpHandlerRunner\\Exception\\EmitterException: Output has been emitted previously; cannot emit response</pre>',
);

export const phpWarning =
  '<br />\n<b>Warning</b>:  Undefined array key &quot;region&quot; in <b>/home/billing/includes/hooks/geo.php</b> on line <b>17</b><br />\n';

export const memoryExhausted =
  '<br />\n<b>Fatal error</b>:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in <b>/home/billing/includes/api.php</b> on line <b>0</b><br />\n';
