// Behind a proxy that inspects TLS, as in many companies: AWS's real names, a tunnel, and an authority that must be named.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAws } from '../../main/aws/aws.ts'
import { createClock } from '../../main/clock.ts'
import { Secret } from '../../main/secret.ts'
import { bad, good } from '../support/sign-in-room.ts'

const host = 'sts.eu-west-1.amazonaws.com'

const listening = async (server: ReturnType<typeof createServer>): Promise<number> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

const arn = 'arn:aws:iam::100000000002:user/ana'
const answer = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AIDAEXAMPLE</UserId><Account>100000000002</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`

/** A TLS server with a certificate of its own for AWS's name: what the inspecting proxy puts in AWS's place. */
const inspector = async (): Promise<{ port: number; certificate: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-tls-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  const made = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ]
  execFileSync('openssl', [...made, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const server = createTlsServer(
    { key: readFileSync(key), cert: readFileSync(cert) },
    (request, response) => {
      const ours =
        request.headers.host === host && request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')
      response.writeHead(ours ? 200 : 400, { 'content-type': 'text/xml' }).end(ours ? answer : '<no/>')
    },
  )
  return { port: await listening(server), certificate: cert }
}

const proxyTo = async (port: number, tunnels: string[]): Promise<string> => {
  const server = createServer()
  server.on('connect', (asked, socket, head) => {
    tunnels.push(asked.url ?? '')
    const tunnel = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      tunnel.write(head)
      tunnel.pipe(socket).pipe(tunnel)
    })
    const end = (): void => {
      socket.destroy()
      tunnel.destroy()
    }
    tunnel.once('error', end).once('close', end)
    socket.once('error', end).once('close', end)
  })
  return `127.0.0.1:${await listening(server)}`
}

const key = {
  accessKeyId: 'AKIAEXAMPLEEXAMPLE00',
  secretAccessKey: new Secret('x'.repeat(40)),
  sessionToken: null,
  expiresAt: null,
}
const open = async (more: (certificate: string) => Record<string, string>) => {
  const { port, certificate } = await inspector()
  const tunnels: string[] = []
  const HTTPS_PROXY = await proxyTo(port, tunnels)
  const aws = createAws({ env: { HTTPS_PROXY, ...more(certificate) }, clock: createClock() })
  onTestFinished(() => aws.close())
  return { aws, tunnels }
}

test.each(['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])(
  'works with the authority named in %s, on one kept tunnel',
  async variable => {
    const { aws, tunnels } = await open(certificate => ({ [variable]: certificate }))
    for (let call = 0; call < 3; call += 1) {
      const me = good(await aws.sts.callerIdentity(key, 'eu-west-1'))
      expect(me.arn).toBe(arn)
    }
    expect(tunnels).toEqual([`${host}:443`])
  },
)

test('without it nothing is sent, and the way out is named', async () => {
  const { aws } = await open(() => ({}))
  expect(bad(await aws.sts.callerIdentity(key, 'eu-west-1'))).toEqual({
    kind: 'unreachable',
    host,
    said: expect.stringContaining('AWS_CA_BUNDLE'),
  })
})

test('a certificate for another name is a sign of somebody in between', async () => {
  const { aws } = await open(certificate => ({ AWS_CA_BUNDLE: certificate }))
  expect(bad(await aws.sts.callerIdentity(key, 'us-east-1'))).toMatchObject({
    kind: 'unreachable',
    said: expect.stringContaining('for another name'),
  })
})

test('another proxy that is set while it runs is used from the next call on, and taken away again', async () => {
  const { port, certificate } = await inspector()
  const [first, second]: [string[], string[]] = [[], []]
  const [one, two] = [await proxyTo(port, first), await proxyTo(port, second)]
  const env = { HTTPS_PROXY: one, AWS_CA_BUNDLE: certificate }
  const aws = createAws({ env, clock: createClock() })
  onTestFinished(() => aws.close())
  good(await aws.sts.callerIdentity(key, 'eu-west-1'))
  aws.followProxy({ proxy: `http://${two}`, except: '' })
  good(await aws.sts.callerIdentity(key, 'eu-west-1'))
  expect([first.length, second.length]).toEqual([1, 1])
  expect(aws.network()[0]).toEqual({ name: 'Proxy', value: `http://${two}`, from: 'Set here.' })
  aws.followProxy({ proxy: null, except: '' })
  good(await aws.sts.callerIdentity(key, 'eu-west-1'))
  expect([first.length, second.length]).toEqual([2, 1])
})
