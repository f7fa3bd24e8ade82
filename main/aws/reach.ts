// Looks whether AWS can be reached at all: one unsigned question, whose refusal is the good answer.
import { failed, ok, type Result } from '../../shared/result.ts'
import { awsFailure } from './aws-failure.ts'
import type { Caller } from './caller.ts'

/** The host that answered. Fails with unreachable and what stood in the way. Notes AWS's time on the way. */
export const createReach =
  (caller: Caller) =>
  async (region = 'us-east-1'): Promise<Result<string>> => {
    const url = new URL(caller.endpoint('sts', region))
    const body = 'Action=GetCallerIdentity&Version=2011-06-15'
    try {
      await caller.requestHandler.handle({
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        method: 'POST',
        path: '/',
        headers: {
          host: url.host,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(body)),
        },
        body,
      })
      return ok(url.host)
    } catch (error) {
      return failed(awsFailure(error, { operation: 'GetCallerIdentity', host: url.host }))
    }
  }
