// Writes the XML of AWS's Query protocol (STS, IAM), and what S3 shares of it.
import type { Refusal, Reply } from './wire.ts'

export type Xml = string | number | boolean | undefined | readonly Xml[] | { readonly [name: string]: Xml }

const escapeText = (value: string): string =>
  value.replace(/[&<>"]/g, mark => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? mark)

/** An object becomes elements, a list becomes `<member>` elements, `undefined` leaves its element out. */
export const writeXml = (value: Xml): string => {
  if (value === undefined) return ''
  if (typeof value !== 'object') return escapeText(String(value))
  if (isList(value)) return value.map(each => `<member>${writeXml(each)}</member>`).join('')
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `<${name}>${writeXml(inner)}</${name}>`)
    .join('')
}

const isList = (value: Xml): value is readonly Xml[] => Array.isArray(value)

export const queryReply = (namespace: string, operation: string, result: Xml, requestId: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body:
    `<${operation}Response xmlns="${namespace}"><${operation}Result>${writeXml(result)}</${operation}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>\n`,
})

export const queryRefusal = (namespace: string, refusal: Refusal, requestId: string): Reply => ({
  status: refusal.status,
  headers: { 'content-type': 'text/xml' },
  body:
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${refusal.status >= 500 ? 'Receiver' : 'Sender'}</Type>` +
    `<Code>${escapeText(refusal.code)}</Code><Message>${escapeText(refusal.message)}</Message></Error>` +
    `<RequestId>${requestId}</RequestId></ErrorResponse>\n`,
})
