// How S3 refuses: an XML of its own, and its own names for what STS calls otherwise.
import type { Refusal, Reply } from '../wire.ts'
import { writeXml } from '../xml.ts'

/** S3 API reference, "Error responses". */
const s3Names: Readonly<Record<string, { readonly code: string; readonly status: number }>> = {
  InvalidClientTokenId: { code: 'InvalidAccessKeyId', status: 403 },
  ExpiredToken: { code: 'ExpiredToken', status: 400 },
  MissingAuthenticationToken: { code: 'AccessDenied', status: 403 },
  IncompleteSignature: { code: 'AuthorizationHeaderMalformed', status: 400 },
  Throttling: { code: 'SlowDown', status: 503 },
}

export const s3Xml = (root: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${inner}</${root.split(' ')[0]}>`

/** Also for HEAD, whose body the server leaves away. */
export const refuseS3 = (refusal: Refusal, requestId: string): Reply => {
  const { code, status } = s3Names[refusal.code] ?? refusal
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: s3Xml(
      'Error',
      writeXml({ Code: code, Message: refusal.message, RequestId: requestId, HostId: requestId }),
    ),
  }
}
