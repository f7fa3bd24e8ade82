// The shells an environment can be copied for, as people call them.
import type { Shell } from '../../shared/settings.ts'

export const shellNames: { readonly [K in Shell]: string } = {
  posix: 'bash, zsh, sh',
  fish: 'fish',
  powershell: 'PowerShell',
  cmd: 'cmd.exe',
  dotenv: '.env file',
  json: 'JSON',
}
