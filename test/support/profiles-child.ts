// A process of its own that writes and removes profiles for ever, until it is killed, or ends after its change on
// SIGTERM; for tests of races and crashes.
// argv: a prefix for its profiles' names. Prints one line per change that was reported as done.
import { keysProfile, openProfiles } from './profile-home.ts'

const prefix = process.argv[2] ?? 'p'
const { files } = openProfiles(process.env)
let going = true
process.on('SIGTERM', () => {
  going = false
})
for (let n = 1; going; n++) {
  const name = `${prefix}${n % 3}`
  const done = n % 4 === 3 ? await files.remove([name]) : await files.write(keysProfile(name))
  // A foreign program may be in the middle of breaking the file; everything else is a fault of ours.
  if (!done.ok && done.failure.kind !== 'file-busy') throw new Error(JSON.stringify(done.failure))
  process.stdout.write(`${n}\n`)
}
