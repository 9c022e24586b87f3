/** Refusals in the other formats of WHMCS, which it uses if it fails before it reads `responsetype`. */
import { decodeHTMLStrict } from 'entities';

/** `result=error;message=…` */
const asText = /^result=error;message=(?<words>[^\r\n]*?)(?=;\w+=|;?\s*(?:[\r\n]|$))/i;

/** `<whmcsapi …><result>error</result><message>…</message></whmcsapi>` */
const asXml = /<result>\s*error\s*<\/result>[^]{0,200}?<message>(?:<!\[CDATA\[)?(?<words>[^<\]]*)/i;

/** WHMCS's text in a refusal that is not JSON; undefined if there is none. */
export function refusalWithin(text: string): string | undefined {
  const start = text.trimStart().slice(0, 2000);
  const found = asText.exec(start) ?? asXml.exec(start);
  const words = found?.groups?.['words']?.trim();
  return words === undefined || words === '' ? undefined : decodeHTMLStrict(words);
}
