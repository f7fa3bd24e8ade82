// A menu under a button: commands, or one choice of several.
import { Menu as Headless } from '@base-ui/react/menu'
import { type ReactElement, type ReactNode, type RefObject, useRef } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './menu.module.css'

type Item = {
  readonly key: string
  readonly text: ReactNode
  readonly note?: string
  readonly icon?: IconName
  readonly onChoose: () => void
}

type Group = { readonly title: string; readonly items: readonly Item[] }

/** Where the focus goes when a menu closes; true = to its button. */
type Back = RefObject<HTMLElement | null> | (() => HTMLElement | true)

/** Where a key opens it too; `back` gets the focus when it closes. */
export type OpenedByKey = {
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly back: RefObject<HTMLElement | null>
}

/** However it was opened, the keys start at what is chosen, or at the first: a long list scrolls, and must be reached. */
const startAtChosen = (list: HTMLElement | null): void => {
  if (!list) return
  requestAnimationFrame(() => {
    if (list.contains(document.activeElement) && document.activeElement !== list) return
    const chosen = list.querySelector<HTMLElement>('[aria-checked="true"]')
    const start = chosen ?? list.querySelector<HTMLElement>('[role^="menuitem"]')
    start?.focus()
  })
}

/** The head stays in sight, where the desktop has the window's own buttons; px. */
const edges = { top: 52, right: 5, bottom: 5, left: 5 }

/** The list is drawn beside its button, so that it belongs to the same landmark of the page; fixed, so that no pane cuts it. */
const Popup = ({
  align,
  back,
  children,
}: {
  align: 'start' | 'end'
  /** Gets the focus when it closes, in place of the button. */
  back?: Back | undefined
  children: ReactNode
}) => {
  const place = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={place} className={styles.place} />
      <Headless.Portal container={place}>
        <Headless.Positioner
          className={styles.positioner}
          align={align}
          sideOffset={4}
          positionMethod="fixed"
          collisionPadding={edges}
        >
          <Headless.Popup ref={startAtChosen} className={styles.popup} finalFocus={back}>
            {children}
          </Headless.Popup>
        </Headless.Positioner>
      </Headless.Portal>
    </>
  )
}

type ItemsProps = {
  items: readonly Item[]
  title?: string | undefined
  /** Some item of the menu has an icon, and all keep its room. */
  icons: boolean
}

const Items = ({ items, title, icons }: ItemsProps) => (
  <Headless.Group>
    {title ? <Headless.GroupLabel className={styles.title}>{title}</Headless.GroupLabel> : null}
    {items.map(item => (
      <Headless.Item key={item.key} className={styles.item} onClick={item.onChoose}>
        {icons ? <span className={styles.icon}>{item.icon ? <Icon name={item.icon} /> : null}</span> : null}
        <span className={styles.text}>{item.text}</span>
        {item.note ? <span className={styles.note}>{item.note}</span> : null}
      </Headless.Item>
    ))}
  </Headless.Group>
)

export const Menu = ({
  trigger,
  items,
  title,
  more,
  align = 'start',
  opened,
  back,
}: {
  trigger: ReactElement
  items: readonly Item[]
  title?: string
  /** Groups below the first. */
  more?: Group | readonly Group[]
  align?: 'start' | 'end'
  opened?: OpenedByKey
  /** What was chosen may lead somewhere else than back to the button. */
  back?: Back
}) => {
  // The focus goes back to where it was: to the button when that was pressed.
  const pressed = useRef(false)
  const whence = (): HTMLElement | true => {
    const from = pressed.current ? true : (opened?.back.current ?? true)
    pressed.current = false
    return from
  }
  const groups = [more ?? []].flat()
  const icons = [{ items }, ...groups].some(group => group.items.some(item => item.icon))
  const byKey = opened && {
    open: opened.open,
    onOpenChange: (open: boolean) => {
      if (open) pressed.current = true
      opened.onOpen(open)
    },
  }
  return (
    <Headless.Root {...byKey}>
      <Headless.Trigger render={trigger} />
      <Popup align={align} back={opened ? whence : back}>
        <Items title={title} items={items} icons={icons} />
        {groups.map(group =>
          group.items.length > 0 ? (
            <Items key={group.title} title={group.title} items={group.items} icons={icons} />
          ) : null,
        )}
      </Popup>
    </Headless.Root>
  )
}

/** One of several, or none: the empty value is "any". */
export const ChoiceMenu = ({
  trigger,
  value,
  any,
  options,
  onChoose,
}: {
  trigger: ReactElement
  value: string
  any: string
  options: readonly { readonly value: string; readonly text: ReactNode; readonly note?: string }[]
  onChoose: (value: string) => void
}) => (
  <Headless.Root>
    <Headless.Trigger render={trigger} />
    <Popup align="start">
      <Headless.RadioGroup value={value} onValueChange={chosen => onChoose(String(chosen))}>
        {[{ value: '', text: any }, ...options].map(option => (
          <Headless.RadioItem key={option.value} value={option.value} className={styles.item} closeOnClick>
            <span className={styles.icon}>
              <Headless.RadioItemIndicator>
                <Icon name="check" accent />
              </Headless.RadioItemIndicator>
            </span>
            <span className={styles.text}>{option.text}</span>
            {'note' in option && option.note ? <span className={styles.note}>{option.note}</span> : null}
          </Headless.RadioItem>
        ))}
      </Headless.RadioGroup>
    </Popup>
  </Headless.Root>
)
