// Prints the argument list of every process that runs on this machine while it runs, once each; for tests that look for secrets there.
import { readdirSync, readFileSync } from 'node:fs'

const known = new Set<string>()
const look = (pid: string): void => {
  try {
    // NUL parts arguments; what other people's `ps` shows is the same.
    const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1')
    if (line === '' || known.has(line)) return
    known.add(line)
    process.stdout.write(`${JSON.stringify(line)}\n`)
  } catch {
    // It ended between the two looks.
  }
}
const running = (): string[] => readdirSync('/proc').filter(name => /^\d+$/.test(name))

/** Those that ran before the test are none of ours, and are looked at now and then only. */
const before = new Set(running())
for (let turn = 0; ; turn++) {
  for (const pid of running()) if (!before.has(pid) || turn % 50 === 0) look(pid)
  await new Promise(resume => setTimeout(resume, 3))
}
