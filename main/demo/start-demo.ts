// Starts a whole demo: the AWS, a temporary home and AWS files beside it, and the pointers to find it again.
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failed, ok, type Result } from '../../shared/result.ts'
import { createDemo, type Demo, type DemoOptions } from './demo.ts'
import { demoClockPath } from './demo-clock.ts'
import { type DemoEnvironment, demoEnvironment } from './environment.ts'
import { type Pointer, removePointer, writePointer } from './pointer.ts'
import { writePrivateFile } from './private-file.ts'

export type StartedDemo = {
  readonly demo: Demo
  readonly pointer: Pointer
  readonly environment: DemoEnvironment
  /** Ends the server and removes every file of the demo. Does nothing the second time. */
  close(): Promise<void>
}

const say = (error: unknown): { readonly said: string; readonly code: string } => ({
  // Node puts the system's code before its words, and the call and the path behind them.
  said:
    error instanceof Error
      ? error.message.replace(/^[A-Z]+: /, '').replace(/, \w+ '[^']*'$/, '')
      : String(error),
  code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown',
})

type Place = { readonly folder: string } & Pick<
  Pointer,
  'home' | 'awsConfigFile' | 'awsCredentialsFile' | 'passphraseFile'
>

const makePlace = (): Place => {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-demo-'))
  const aws = join(folder, 'aws')
  const place = {
    folder,
    home: join(folder, 'home'),
    awsConfigFile: join(aws, 'config'),
    awsCredentialsFile: join(aws, 'credentials'),
    passphraseFile: join(folder, 'passphrase'),
  }
  mkdirSync(place.home, { mode: 0o700 })
  mkdirSync(aws, { mode: 0o700 })
  for (const path of [place.awsConfigFile, place.awsCredentialsFile]) writeFileSync(path, '', { mode: 0o600 })
  writeFileSync(place.passphraseFile, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  return place
}

/** Fails with `bad-input` when the port is taken, and with `file-unwritable` when there is no place for it. */
export const startDemo = async (options: DemoOptions): Promise<Result<StartedDemo>> => {
  const { clock } = options
  let place: Place
  try {
    place = makePlace()
  } catch (error) {
    return failed({ kind: 'file-unwritable', path: tmpdir(), ...say(error) })
  }
  const leave = (): void =>
    rmSync(place.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })

  let demo: Demo
  try {
    demo = await createDemo(options)
  } catch (error) {
    leave()
    return failed({ kind: 'bad-input', path: '--port', message: say(error).said })
  }

  const { folder: _, ...paths } = place
  const pointTo = (): Pointer => ({
    ...paths,
    pid: process.pid,
    organization: options.organization,
    url: demo.url,
    controlToken: demo.controlToken,
    clockOffset: clock.offset(),
  })
  let closed = false
  // Other processes of this home read the moved time from its file, and must see it before the mover is answered.
  const writeClock = (): void => {
    if (closed) return
    writePrivateFile(demoClockPath(place.home), `${JSON.stringify({ offset: clock.offset() })}\n`)
    writePointer(pointTo())
  }
  try {
    writeClock()
  } catch (error) {
    await demo.close()
    leave()
    return failed({ kind: 'file-unwritable', path: place.home, ...say(error) })
  }
  const forget = clock.onJump(writeClock)
  const pointer = pointTo()
  return ok({
    demo,
    pointer,
    environment: demoEnvironment(pointer),
    async close() {
      if (closed) return
      closed = true
      forget()
      removePointer(pointer)
      await demo.close()
      leave()
    },
  })
}
