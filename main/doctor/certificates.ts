// Checks the files of certificates that the environment names: behind an inspecting proxy nothing works without them.
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Check } from '../../shared/agent-outputs.ts'
import { codeOf } from '../disk/disk-failure.ts'

const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/** What is wrong with a file of certificates; null = nothing. */
const faultOf = async (path: string): Promise<string | null> => {
  try {
    const found = (await readFile(path, 'utf8')).match(block) ?? []
    for (const one of found) void new X509Certificate(one)
    return found.length > 0 ? null : 'holds no certificate'
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? 'is not there' : code?.startsWith('E') ? 'cannot be read' : 'is damaged'
  }
}

const named = ['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'] as const

/** @param inForce where certificates come from, in words, for when no file is named */
export const checkCertificates = async (
  env: Readonly<Record<string, string | undefined>>,
  inForce: string,
): Promise<Check> => {
  const files = named.flatMap(name => (env[name] ? [{ name, path: env[name] }] : []))
  for (const { name, path } of files) {
    const fault = await faultOf(path)
    if (fault !== null)
      return {
        check: 'certificates',
        ok: false,
        detail: `${path} ${fault}.`,
        remedy: `Correct ${name}, or unset it`,
      }
  }
  return { check: 'certificates', ok: true, detail: inForce }
}
