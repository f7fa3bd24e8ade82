// Prints a made catalog as YAML, with what was lost as comments at its top.
import { Document, isMap, isScalar, isSeq, visit } from 'yaml'
import type { Loss } from './imported.ts'

/** Comments hold one line each; `#` begins each of them, so nothing of a file can leave its comment. */
const comment = (lines: readonly string[]): string =>
  lines.map(line => `#${line === '' ? '' : ` ${line.replace(/[\r\n]+/g, ' ')}`}\n`).join('')

export const sayLoss = ({ where, what }: Loss): string => (where === '' ? what : `${where}: ${what}`)

/**
 * @param heading sentences on top
 * @returns YAML that the reader of catalogs takes; small maps on one line, as people write them
 */
export const writeYaml = (
  catalog: object,
  heading: readonly string[],
  losses: readonly Loss[] = [],
): string => {
  const document = new Document({ ...catalog, ...('switchyard' in catalog && { switchyard: 1 }) })
  visit(document, {
    // Account ids, `no` and the like are texts: the reader takes scalars as written, other readers must not guess.
    Scalar(_, node) {
      if (typeof node.value === 'string' && /^[\d.]+$/.test(node.value) && node.value.length > 1)
        node.type = 'QUOTE_DOUBLE'
    },
    Map(_, node) {
      const small = node.items.every(pair => isScalar(pair.value)) && String(node.toJSON()).length < 400
      if (small && JSON.stringify(node.toJSON()).length < 90) node.flow = true
    },
    Seq(_, node) {
      if (node.items.every(isScalar) && JSON.stringify(node.toJSON()).length < 90) node.flow = true
    },
  })
  if (isMap(document.contents)) {
    document.contents.flow = false
    for (const pair of document.contents.items) {
      if (isMap(pair.value)) pair.value.flow = (pair.key as { value?: unknown }).value === 'defaults'
      if (isSeq(pair.value)) {
        pair.value.flow = false
        for (const item of pair.value.items) if (isMap(item)) item.flow = false
      }
    }
  }
  const lost = losses.map(loss => `- ${sayLoss(loss)}`)
  return (
    comment([...heading, ...(lost.length > 0 ? ['Not carried over:', ...lost] : [])]) +
    document.toString({ lineWidth: 0 })
  )
}
