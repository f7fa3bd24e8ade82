// Ends the process although the keychain's own prompt may still be waiting for an answer.
import { keychainWaits } from './keychain.ts'

/**
 * Use this instead of `process.exit` in whatever may have opened the vault. Node joins its worker threads
 * before it exits, and a keychain call that waits for a prompt holds one of them: the process would hang
 * until somebody closes that prompt, deaf even to Ctrl-C. Replacing the process (execve) leaves at once
 * with the right code; where Node has no execve (before 22.15, Windows) only a kill does, and the code is lost.
 */
export const leave = (code: number): never => {
  if (!keychainWaits()) process.exit(code)
  if (process.platform !== 'win32' && typeof process.execve === 'function') {
    process.execve('/bin/sh', ['sh', '-c', 'exit "$0"', String(code)], {})
  }
  process.kill(process.pid, 'SIGKILL')
  throw new Error('A killed process went on.')
}
