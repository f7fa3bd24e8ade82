// The keys that do the same as a button, in the words of the person's own keyboard.
import styles from './keys.module.css'

/** A keyboard of Apple's. */
export const onApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
const words: Readonly<Record<string, string>> = onApple
  ? { command: '⌘', alt: '⌥', enter: '↵', escape: 'Esc', tab: '⇥' }
  : { command: 'Ctrl', alt: 'Alt', enter: '↵', escape: 'Esc', tab: 'Tab' }

/** @param keys `command`, `alt`, `enter`, `escape`, `tab`, or the letter itself */
export const Keys = ({ keys }: { keys: readonly string[] }) => (
  <kbd className={styles.keys}>
    {keys.map(key => (
      <kbd key={key}>{words[key] ?? key}</kbd>
    ))}
  </kbd>
)

/** The modifier that starts commands: ⌘ on Apple's keyboards, Ctrl elsewhere. */
export const isCommand = (event: { metaKey: boolean; ctrlKey: boolean }): boolean =>
  onApple ? event.metaKey : event.ctrlKey
