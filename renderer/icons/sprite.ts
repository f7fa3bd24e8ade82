// Puts the committed icon set into the page once, so that every icon is a `use` of one drawing.
import source from './icons.svg?raw'

/** The page's policy allows no style elements, so the set's own is left out; ground.css says the same. */
export const mountSprite = (): void => {
  const sprite = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement
  sprite.querySelector('style')?.remove()
  sprite.setAttribute('class', 'sprite')
  sprite.setAttribute('width', '0')
  sprite.setAttribute('height', '0')
  sprite.setAttribute('aria-hidden', 'true')
  document.body.prepend(document.importNode(sprite, true))
}
