// Who may import whom, as a table: one row per room, from the ground up. A room may always import itself.

export type Row = {
  /** Rooms this one may import. */
  readonly rooms: readonly string[]
  /** Packages of package.json. */
  readonly packages?: readonly string[]
  readonly node: boolean
}

const ground = ['shared', 'main']
const foundation = [...ground, 'main/disk', 'main/aws']
const keepers = ['main/vault', 'main/catalog', 'main/profiles', 'main/activity']
const travelers = ['main/routes', 'main/sign-ins']
const everyRoom = [
  ...foundation,
  ...keepers,
  'main/catalog-import',
  ...travelers,
  'main/sessions',
  'main/delivery',
  'main/fleet',
  'main/doctor',
  'main/settings-file.ts',
  'main/house.ts',
  'main/desk',
  'main/agent',
  'main/demo',
]
const belowDesk = everyRoom.filter(room => !['main/desk', 'main/agent', 'main/demo'].includes(room))
const pure = ['shared', 'renderer/styles', 'renderer/icons', 'renderer/time', 'renderer/place']
const windowPackages = ['react', 'react-dom', '@base-ui/react', 'qr']

/** Rows are in order: what a row imports stands above it. */
export const table: Readonly<Record<string, Row>> = {
  shared: { rooms: [], packages: ['zod'], node: false },
  preload: { rooms: ['shared'], packages: ['electron'], node: false },

  // The window: `time` and `place` are pure; parts know nothing of the desk, a screen knows no other screen.
  'renderer/styles': { rooms: [], node: false },
  'renderer/icons': { rooms: [], node: false },
  'renderer/time': { rooms: ['shared'], packages: windowPackages, node: false },
  'renderer/place': { rooms: ['shared'], packages: windowPackages, node: false },
  'renderer/parts': { rooms: pure, packages: windowPackages, node: false },
  'renderer/desk': { rooms: pure, packages: windowPackages, node: false },
  'renderer/prompts': {
    rooms: [...pure, 'renderer/parts', 'renderer/desk'],
    packages: windowPackages,
    node: false,
  },
  'renderer/palette': {
    rooms: [...pure, 'renderer/parts', 'renderer/desk'],
    packages: windowPackages,
    node: false,
  },
  'renderer/screens': {
    rooms: [...pure, 'renderer/parts', 'renderer/desk', 'renderer/prompts'],
    packages: windowPackages,
    node: false,
  },
  // What stands around every screen.
  'renderer/frame': {
    rooms: [...pure, 'renderer/parts', 'renderer/desk', 'renderer/prompts'],
    packages: windowPackages,
    node: false,
  },
  // The strip above a console page: a page of its own, without a framework.
  'renderer/strip': { rooms: pure, node: false },
  renderer: {
    rooms: [
      ...pure,
      'renderer/parts',
      'renderer/desk',
      'renderer/prompts',
      'renderer/palette',
      'renderer/screens',
      'renderer/frame',
    ],
    packages: windowPackages,
    node: false,
  },

  // `main` itself is the small files at its top: secret, log, clock, serve, ask, version.
  main: { rooms: ['shared'], node: true },
  'main/disk': { rooms: ground, node: true },
  'main/aws': { rooms: ground, packages: ['@aws-sdk', '@smithy'], node: true },
  'main/settings-file.ts': { rooms: foundation, node: true },
  'main/vault': { rooms: foundation, packages: ['@napi-rs/keyring', 'zod'], node: true },
  'main/catalog': { rooms: foundation, packages: ['@noble/hashes', 'js-yaml', 'yaml', 'zod'], node: true },
  // Earlier states of the AWS files are sealed like the vault.
  'main/profiles': { rooms: [...foundation, 'main/vault/seal.ts'], packages: ['zod'], node: true },
  'main/activity': { rooms: foundation, packages: ['zod'], node: true },
  'main/catalog-import': { rooms: [...foundation, ...keepers], packages: ['yaml', 'zod'], node: true },
  'main/routes': { rooms: [...foundation, 'main/vault', 'main/catalog'], packages: ['zod'], node: true },
  'main/sign-ins': {
    rooms: [...foundation, 'main/vault', 'main/catalog'],
    packages: ['zod', '@aws-sdk'],
    node: true,
  },
  'main/sessions': { rooms: [...foundation, ...keepers, ...travelers], packages: ['zod'], node: true },
  'main/delivery': { rooms: [...foundation, ...keepers, ...travelers, 'main/sessions'], node: true },
  'main/fleet': { rooms: [...foundation, ...keepers, ...travelers, 'main/sessions'], node: true },
  'main/doctor': {
    rooms: [...foundation, ...keepers, ...travelers, 'main/sessions', 'main/delivery'],
    node: true,
  },
  // The rooms put together, as types for those who stand above them.
  'main/house.ts': { rooms: belowDesk.filter(room => room !== 'main/house.ts'), node: true },
  'main/desk': {
    rooms: belowDesk,
    node: true,
  },
  'main/agent': {
    rooms: belowDesk,
    packages: ['zod'],
    node: true,
  },
  // The demo world stands beside the house: it shares time and words with it, and nothing else.
  'main/demo': { rooms: ['shared', 'main/clock.ts'], node: true },
  'main/compose.ts': { rooms: everyRoom, node: true },
  'main/compose-agent.ts': { rooms: [...everyRoom, 'main/compose.ts'], node: true },
  'main/electron': {
    rooms: [
      ...ground,
      'main/disk',
      'main/aws/aws-settings.ts',
      'main/aws/transport.ts',
      // A release is signed as a catalog is.
      'main/catalog/minisign.ts',
      'main/delivery',
      'main/desk',
      'main/compose-agent.ts',
    ],
    packages: ['electron'],
    node: true,
  },
  'main/browser-host': {
    rooms: [...ground, 'main/disk', 'main/delivery'],
    packages: ['ws'],
    node: true,
  },
  // The quick way around compose, for one question that is asked all day: a session that waits in the vault.
  'main/cli/stored-process-document.ts': {
    rooms: [
      ...ground,
      'main/disk',
      'main/vault',
      'main/sessions',
      'main/delivery',
      'main/demo/demo-clock.ts',
    ],
    node: true,
  },
  // Deliveries to a command line happen in the process that was asked, never in the agent. What the entry loads at
  // once is a matter of speed and has a test of its own.
  'main/cli': {
    rooms: [
      ...ground,
      'main/disk/paths.ts',
      'main/disk/disk-failure.ts',
      'main/agent',
      'main/catalog',
      'main/catalog-import',
      'main/delivery',
      // Commands run in the process that was asked; what they run as comes from the agent.
      'main/fleet/each.ts',
      'main/compose-agent.ts',
      'main/house.ts',
      'main/browser-host',
      'main/demo',
      'main/cli/stored-process-document.ts',
    ],
    packages: ['zod', 'yaml', 'qr'],
    node: true,
  },
}

/** Folders whose files may import anything. */
export const free = ['build', 'test']

/** The room of a file, by its path from the top of the checkout; null for what is outside the table. */
export const roomOf = (path: string): string | null => {
  if (Object.hasOwn(table, path)) return path
  const folders = path.split('/').slice(0, -1)
  const [top, second] = folders
  if (top === undefined || free.includes(top)) return null
  const named = second === undefined || top === 'shared' || top === 'preload' ? top : `${top}/${second}`
  return Object.hasOwn(table, named) ? named : `unknown room ${named}`
}

/** Whether a rule's entry (a room, or one file of it) covers a file. */
const covers = (entry: string, path: string): boolean => entry === path || roomOf(path) === entry

/** Why `path` may not import the file `to`; null when it may. */
export const refusesFile = (path: string, to: string): string | null => {
  const room = roomOf(path)
  if (room === null) return null
  const row = table[room]
  if (row === undefined) return `${path}: ${room} has no row in the table`
  if (roomOf(to) === room)
    return room === 'renderer/screens' && screenOf(path) !== screenOf(to)
      ? `${path} imports ${to}: a screen imports no other screen`
      : null
  if (row.rooms.some(entry => covers(entry, to))) return null
  return `${path} imports ${to}: ${room} may import ${row.rooms.join(', ') || 'nothing else'}`
}

/** A screen is a folder in renderer/screens, or a file there with its style sheet. */
const screenOf = (path: string): string => (path.split('/')[2] ?? '').replace(/(\.module)?\.\w+$/, '')

/** Why `path` may not import a package or a part of Node; null when it may. */
export const refusesPackage = (
  path: string,
  from: string,
  kind: 'value' | 'type' | 'lazy',
): string | null => {
  const room = roomOf(path)
  if (room === null) return null
  const row = table[room]
  if (row === undefined) return `${path}: ${room} has no row in the table`
  if (from.startsWith('node:')) return row.node ? null : `${path} imports ${from}: ${room} runs without Node`
  const allowed = row.packages?.some(name => from === name || from.startsWith(`${name}/`)) ?? false
  return allowed
    ? null
    : `${path} imports ${from}${kind === 'type' ? ' (types)' : ''}: not a package of ${room}`
}
