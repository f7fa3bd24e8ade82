// Puts the committed icon set into the page once, so that every icon is a `use` of one drawing; it holds no styles, which the page's policy would refuse.
import source from './icons.svg?raw'

export const mountSprite = (): void => {
  const sprite = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement
  sprite.setAttribute('class', 'sprite')
  sprite.setAttribute('width', '0')
  sprite.setAttribute('height', '0')
  document.body.prepend(document.importNode(sprite, true))
}
