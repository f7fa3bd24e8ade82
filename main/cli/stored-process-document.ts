// Answers credential-process from the vault alone: no catalog, no schema, no SDK, so that a waiting tool waits briefly.
import type { TargetId } from '../../shared/names.ts'
import { ok, type Result } from '../../shared/result.ts'
import { createClock } from '../clock.ts'
import { processDocument } from '../delivery/process.ts'
import { readDemoClock } from '../demo/demo-clock.ts'
import type { Paths } from '../disk/paths.ts'
import { Secret } from '../secret.ts'
import { isOpen, readyToIssue, type StoredSession, sessionKind } from '../sessions/stored-session.ts'
import { createKeySource } from '../vault/key-source.ts'
import { createVault } from '../vault/vault.ts'
import { jsonKey } from '../vault/vault-key.ts'

/**
 * The document, when a session of this very target is open and has enough left; null when whoever asks must go the long
 * way. Fails as the vault does: the long way leads through it too, and a keychain must not ask its person twice.
 */
export const storedProcessDocument = async (
  target: TargetId,
  paths: Paths,
  env: NodeJS.ProcessEnv,
): Promise<Result<string | null>> => {
  const keySource = createKeySource({ env, home: paths.home })
  if (!keySource.ok) return keySource
  const clock = createClock(readDemoClock(paths.home))
  const vault = createVault({ paths, keySource: keySource.value, clock })
  const stored = await vault.read(jsonKey<StoredSession>(sessionKind, target))
  if (!stored.ok) return stored
  if (stored.value === null) return ok(null)
  const session = stored.value
  if (!isOpen(session, clock.now()) || !readyToIssue(session, clock.now())) return ok(null)
  const credentials = {
    accessKeyId: session.accessKeyId,
    secretAccessKey: new Secret(session.secretAccessKey),
    sessionToken: new Secret(session.sessionToken),
    expiresAt: session.expiresAt,
  }
  return ok(processDocument(credentials, session.accountId))
}
