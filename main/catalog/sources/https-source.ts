// A source that is a document at an https address: asked for only when it changed, bounded in size, never over http.

import type { Failure } from '../../../shared/failure.ts'
import { failed, ok, type Result } from '../../../shared/result.ts'
import { awsFailure } from '../../aws/aws-failure.ts'
import { type Answer, ForeignAnswer, type Transport } from '../../aws/transport.ts'
import { mostBytes, tooLarge } from '../decode-text.ts'
import { oneLine } from './failures.ts'
import type { Found, Known, LookOptions, Source } from './source.ts'

export type HttpsLook = LookOptions & { readonly transport: Transport; readonly known: Known }

const mostRedirects = 5

/** Fails with unreachable (also for a refusal, a web page, a way over http) and with catalog-invalid when too large. */
export const readHttpsSource = async (
  { source }: Source,
  { transport, known, signed, signal }: HttpsLook,
): Promise<Result<Found | 'unchanged'>> => {
  const ask = (address: string, etag: string | null) => follow({ transport, address, etag, signal })
  const answer = await ask(source, known.etag)
  if (!answer.ok) return answer
  if (answer.value.status === 304 && known.etag !== null) return ok('unchanged')
  const refusal = refusalOf(answer.value, source)
  if (refusal !== null) return failed(refusal)
  const { body, headers } = answer.value
  const modified = Date.parse(headers['last-modified'] ?? '')
  const signature = signed ? await readSignature(source, ask) : ok(null)
  if (!signature.ok) return signature
  const url = new URL(source)
  return ok({
    documents: [
      { name: url.pathname.split('/').at(-1) || 'catalog', bytes: body, signature: signature.value },
    ],
    commit: null,
    etag: readEtag(headers.etag),
    modified: Number.isNaN(modified) ? null : modified,
  })
}

/** It goes back into a header of ours, so only what an entity tag may be (RFC 9110, 8.8.3). */
const readEtag = (etag: string | undefined): string | null =>
  etag !== undefined && etag.length <= 256 && /^(W\/)?"[\x21\x23-\x7E]*"$/.test(etag) ? etag : null

/** Beside the document: the same address with .minisig after its path. null = there is none. */
const readSignature = async (
  source: string,
  ask: (address: string, etag: null) => Promise<Result<Answer>>,
): Promise<Result<Uint8Array | null>> => {
  const url = new URL(source)
  url.pathname = `${url.pathname}.minisig`
  const answer = await ask(url.href, null)
  if (!answer.ok) return answer
  if (answer.value.status === 404 || answer.value.status === 410) return ok(null)
  const refusal = refusalOf(answer.value, url.href)
  return refusal === null ? ok(answer.value.body) : failed(refusal)
}

const unreachable = (address: string, said: string): Failure => ({
  kind: 'unreachable',
  host: new URL(address).host,
  said,
})

/** What a person can do about an answer that is no document. */
const adviceOn = (status: number): string => {
  if (status === 404 || status === 410)
    return '; check its address, and where it has moved remove the catalog and add it there'
  return status === 401 || status === 403
    ? '; an address that asks who you are cannot be followed: take the repository by git, whose credential helpers are used'
    : ''
}

const refusalOf = ({ status, headers, body }: Answer, address: string): Failure | null => {
  if (status !== 200)
    return unreachable(address, `it answered HTTP ${status} instead of the document${adviceOn(status)}`)
  if (body.length > mostBytes) return tooLarge(body.length, address)
  const page =
    /^text\/html\b/i.test(headers['content-type'] ?? '') && /^\s*</.test(body.toString('latin1', 0, 200))
  return page ? unreachable(address, 'it answered with a web page instead of the document') : null
}

type Ask = {
  readonly transport: Transport
  readonly address: string
  readonly etag: string | null
  readonly signal: AbortSignal | undefined
}

const follow = async ({ transport, address, etag, signal }: Ask): Promise<Result<Answer>> => {
  let url = new URL(address)
  for (let hops = 0; hops <= mostRedirects; hops++) {
    let answer: Answer
    try {
      answer = await transport.send({
        protocol: 'https:',
        hostname: url.hostname,
        port: url.port === '' ? null : Number(url.port),
        method: 'GET',
        path: `${url.pathname}${url.search}`,
        headers: {
          host: url.host,
          accept: 'application/yaml, application/json, text/plain;q=0.9, */*;q=0.5',
          'accept-encoding': 'identity',
          'user-agent': 'switchyard',
          ...(etag === null ? {} : { 'if-none-match': etag }),
        },
        body: null,
        signal,
      })
    } catch (error) {
      if (error instanceof ForeignAnswer) return failed(tooLarge(mostBytes + 1, address))
      return failed(awsFailure(error, { operation: 'catalog sync', host: url.host }))
    }
    if (![301, 302, 303, 307, 308].includes(answer.status)) return ok(answer)
    const next = answer.headers.location
    if (next === undefined || !URL.canParse(next, url.href))
      return failed(unreachable(url.href, 'it sent us on without saying where'))
    url = new URL(next, url)
    if (url.protocol !== 'https:' || url.username !== '')
      return failed(
        unreachable(
          address,
          `it sent us on to ${oneLine(`${url.protocol}//${url.host}`, 80)}, and only https is taken`,
        ),
      )
  }
  return failed(unreachable(address, 'it sent us on too often'))
}
