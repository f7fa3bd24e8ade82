// The names of the calls as plain lists, for preload and window, which carry no schemas.
import type { AgentContract } from './agent-contract.ts'
import type { DeskContract } from './desk-contract.ts'

/** Compiles only when the list is complete. */
const complete =
  <Name extends string>() =>
  <const List extends readonly Name[]>(
    list: List & ([Name] extends [List[number]] ? unknown : { missing: Exclude<Name, List[number]> }),
  ): readonly Name[] =>
    list

export type DeskCall = keyof DeskContract['calls']
export type DeskEvent = keyof DeskContract['events']
export type AgentCall = keyof AgentContract['calls']

export const deskCalls = complete<DeskCall>()([
  'snapshot',
  'targets',
  'describe',
  'previewRoute',
  'startSession',
  'stopSession',
  'stopAll',
  'openConsole',
  'openTerminal',
  'copy',
  'copyEnvironment',
  'signIn',
  'signOut',
  'refreshList',
  'addKey',
  'rotateKey',
  'removeKey',
  'answerPrompt',
  'cancelPrompt',
  'openSignInPage',
  'pin',
  'unpin',
  'addCatalog',
  'catalogDifference',
  'approveCatalog',
  'declineCatalog',
  'syncCatalog',
  'removeCatalog',
  'exportCatalog',
  'discoverCatalog',
  'cancelWork',
  'personal',
  'changePersonal',
  'undoPersonal',
  'openPersonalFile',
  'foundSources',
  'previewImports',
  'importFound',
  'undoImport',
  'activity',
  'verifyActivity',
  'recents',
  'endEverything',
  'changeSettings',
  'lock',
  'unlock',
])

export const deskEvents = complete<DeskEvent>()(['snapshot', 'targets', 'progress'])

export const agentCalls = complete<AgentCall>()([
  'status',
  'ls',
  'names',
  'route',
  'assume',
  'issue',
  'prepare',
  'console',
  'sessions',
  'stop',
  'signIn',
  'signOut',
  'signIns',
  'keysAdd',
  'keysRotate',
  'keysRemove',
  'profiles',
  'profilesUndo',
  'profilesClean',
  'catalogAdd',
  'catalogSync',
  'catalogList',
  'catalogDifference',
  'catalogApprove',
  'catalogRemove',
  'catalogExport',
  'catalogDiscover',
  'choose',
  'check',
  'profilesWrite',
  'terraform',
  'pin',
  'unpin',
  'activity',
  'endEverything',
  'lock',
  'unlock',
  'doctor',
  'openWindow',
  'answerPrompt',
  'cancelPrompt',
])
