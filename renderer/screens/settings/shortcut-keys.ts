// Between the keys a person presses, the words Electron has for them, and what is drawn on a key; pure.

export type Pressed = {
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Return',
  Tab: 'Tab',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Insert: 'Insert',
}

/** Electron's name of a key by its place on the keyboard; null for what cannot end a shortcut. */
const keyOf = (code: string): string | null =>
  /^Key([A-Z])$/.exec(code)?.[1] ??
  /^Digit(\d)$/.exec(code)?.[1] ??
  /^(F([1-9]|1\d|2[0-4]))$/.exec(code)?.[1] ??
  named[code] ??
  null

/**
 * The shortcut as Electron writes it (`CommandOrControl+Shift+Space`); null while only modifiers are down, or when no
 * modifier but Shift is: such keys are for typing.
 */
export const shortcutOf = (pressed: Pressed, apple: boolean): string | null => {
  const key = keyOf(pressed.code)
  const command = apple ? pressed.metaKey : pressed.ctrlKey
  const other = apple ? pressed.ctrlKey : pressed.metaKey
  if (key === null || !(command || other || pressed.altKey)) return null
  return [
    command && 'CommandOrControl',
    other && (apple ? 'Control' : 'Super'),
    pressed.altKey && 'Alt',
    pressed.shiftKey && 'Shift',
    key,
  ]
    .filter(word => word !== false)
    .join('+')
}

const drawn: Readonly<Record<string, readonly [apple: string, other: string]>> = {
  CommandOrControl: ['⌘', 'Ctrl'],
  CmdOrCtrl: ['⌘', 'Ctrl'],
  Command: ['⌘', 'Cmd'],
  Control: ['⌃', 'Ctrl'],
  Alt: ['⌥', 'Alt'],
  Option: ['⌥', 'Alt'],
  Shift: ['⇧', 'Shift'],
  Super: ['⌘', 'Super'],
  Meta: ['⌘', 'Super'],
}

/** What stands on the keys of a shortcut, in its order. */
export const keysOf = (shortcut: string, apple: boolean): readonly string[] =>
  shortcut.split('+').map(word => drawn[word]?.[apple ? 0 : 1] ?? word)
