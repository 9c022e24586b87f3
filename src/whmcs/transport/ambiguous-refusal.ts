/** Ambiguous refusals: WHMCS passes on the words of a module whose own server, registrar or mail server did not answer. */

/** A timeout or a broken connection, in the words of modules, curl and proxies. */
const silences = [
  /\be?time[ -]?d?[ -]?out\b/i,
  /\bcurl\D{0,20}(?:28|52|55|56)\b/i,
  /\bempty reply\b|\bno (?:response|reply|answer)\b|\bdid(?: not|n['’]t) (?:respond|reply|answer)\b/i,
  /\bconnection (?:\S+ ){0,3}(?:reset|closed|lost|aborted|dropped|broken|terminated)\b/i,
  /\b(?:reset|closed|lost|broke|dropped) (?:the )?connection\b|\beconnreset\b|\bbroken pipe\b|\b(?:recv|send) failure\b/i,
  /\b(?:http(?:\/[\d.]+)?|error|status|code|with)\W{0,3}50[24]\b|\bbad gateway\b|\bunexpected (?:eof|end of file)\b/i,
];

/** No connection was made, so nothing arrived, whatever else the line says. */
const neverArrived =
  /connection refused|\b(?:could ?n[o'’]t|cannot|can['’]t|failed to|unable to) (?:resolve|connect)\b|resolving timed out|no route to host|network is unreachable/i;

/** Whether a refusal only reports that a system behind WHMCS did not answer: the write may have happened. */
export const isAmbiguousRefusal = (reason: string): boolean =>
  reason.split('\n').some((line) => !neverArrived.test(line) && silences.some((each) => each.test(line)));
