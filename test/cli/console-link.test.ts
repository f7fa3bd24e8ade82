// The console where no browser can be opened: the person is shown a link that works once, and is not left waiting in silence.
import { expect, test } from 'vitest'
import { freshCode, settledWorld } from '../support/cli-world.ts'
import { startCli, waitFor } from '../support/run-cli.ts'

const nowhere = { SWITCHYARD_BROWSER: undefined }

test('where no browser can be opened the link is shown, and works once', async () => {
  const { env, control } = await settledWorld(nowhere)
  const code = await freshCode(control)
  for (const variables of [
    { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' },
    {},
    { SWITCHYARD_BROWSER: '/nowhere/browser' },
  ]) {
    const running = startCli(['console', 'acme', '--quiet', '--mfa-code', code], { ...env, ...variables })
    const link = await waitFor(
      running,
      ({ stderr }) => /Open this within two minutes: (\S+)\n/.exec(stderr())?.[1] ?? null,
    )
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/go\/[\w-]{43}$/)
    const first = await fetch(link, { redirect: 'manual' })
    expect(first.status).toBe(303)
    expect(first.headers.get('location')).toContain('SigninToken=')
    expect(await running.ended).toMatchObject({ code: 0 })
    await expect(fetch(link)).rejects.toThrow()
  }
})
