// Calls services of the demo AWS through botocore, AWS's own client for Python: many calls in one process, each with its own keys.
import { botocoreFolder, python } from './aws-readers.ts'
import type { Credentials } from './demo.ts'
import { document, start } from './run-cli.ts'

export type BotoCall = {
  readonly by: Credentials
  readonly service: 's3' | 'dynamodb' | 'ce'
  /** As botocore names it: `put_object`. */
  readonly operation: string
  readonly params: Readonly<Record<string, unknown>>
  readonly region?: string
  /** Headers that this botocore is too old to know, or that shall be wrong. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What came back; a body as text, times as text, and `refused` with the code for what AWS did not do. */
export type BotoAnswer = Readonly<Record<string, unknown>> & { readonly refused?: string }

const script = `
import json, sys
sys.path.insert(0, '${botocoreFolder}')
from awscli.botocore import session as sessions
from awscli.botocore.config import Config
asked = json.load(sys.stdin)
session = sessions.get_session()
answers = []
for call in asked['calls']:
    by = call['by']
    client = session.create_client(call['service'], region_name=call.get('region', asked['region']),
        endpoint_url=asked['url'], aws_access_key_id=by['accessKeyId'], aws_secret_access_key=by['secretAccessKey'],
        aws_session_token=by.get('sessionToken'), config=Config(retries={'max_attempts': 1}))
    def add(request, headers=call.get('headers', {}), **_):
        for name, value in headers.items():
            del request.headers[name]
            request.headers[name] = value
    client.meta.events.register('before-sign.*', add)
    try:
        answer = getattr(client, call['operation'])(**call['params'])
        if 'Body' in answer:
            answer['Body'] = answer['Body'].read().decode('utf8')
        answer.pop('ResponseMetadata', None)
        answers.append(answer)
    except Exception as error:
        if not hasattr(error, 'response'):
            raise
        answers.append({'refused': error.response['Error']['Code'], 'message': error.response['Error']['Message'],
            'status': error.response['ResponseMetadata']['HTTPStatusCode']})
json.dump(answers, sys.stdout, default=str)
`

/** In their order, in one process. */
export const callAsPython = async (
  to: { readonly url: string; readonly region: string },
  calls: readonly BotoCall[],
): Promise<readonly BotoAnswer[]> =>
  document(
    await start(
      python,
      ['-X', 'utf8', '-c', script],
      { PATH: '/usr/bin:/bin', AWS_EC2_METADATA_DISABLED: 'true' },
      { input: JSON.stringify({ ...to, calls }) },
    ).ended,
  ) as BotoAnswer[]
