// Lets the process end although the keychain's own prompt still waits for an answer.

/**
 * For the `exit` event while a keychain call is in the air. Node joins its worker threads before it exits,
 * and that call holds one of them: the process would hang until somebody closes the prompt, deaf even to
 * Ctrl-C. Replacing the process (execve) ends it at once with the right code; where Node has no execve
 * (before 22.15, and on Windows) only a kill does, and the code is lost.
 */
export const leaveAtOnce = (code: number): void => {
  if (process.versions.electron !== undefined) return
  if (process.platform !== 'win32' && typeof process.execve === 'function') {
    process.execve('/bin/sh', ['sh', '-c', 'exit "$0"', String(code)], {})
  }
  process.kill(process.pid, 'SIGKILL')
}
