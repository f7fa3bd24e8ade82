// The import graph of the checkout: which file imports which, what it reaches, and where it goes round in a circle.
import { posix } from 'node:path'
import type { Source } from './checks.ts'
import { importsOf } from './scan.ts'

export type Edge = { readonly from: string; readonly to: string; readonly kind: 'value' | 'type' | 'lazy' }
export type PackageEdge = Edge
export type Graph = { readonly files: readonly Edge[]; readonly packages: readonly PackageEdge[] }

export const graphOf = (sources: readonly Source[]): Graph => {
  const files: Edge[] = []
  const packages: Edge[] = []
  for (const { path, scanned } of sources) {
    if (path.endsWith('.css')) continue
    for (const { from, kind } of importsOf(scanned)) {
      if (from.startsWith('.')) {
        const clean = from.replace(/\?\w+$/, '')
        files.push({ from: path, to: posix.normalize(posix.join(posix.dirname(path), clean)), kind })
      } else packages.push({ from: path, to: from, kind })
    }
  }
  return { files, packages }
}

/** The first circle found, as a path that ends where it begins; null when there is none. Types count: a circle of types is one too. */
export const circleIn = (edges: readonly Edge[]): readonly string[] | null => {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]): readonly string[] | null => {
    const seen = trail.indexOf(file)
    if (seen !== -1) return [...trail.slice(seen), file]
    if (done.has(file)) return null
    for (const to of next.get(file) ?? []) {
      const circle = visit(to, [...trail, file])
      if (circle) return circle
    }
    done.add(file)
    return null
  }
  for (const file of next.keys()) {
    const circle = visit(file, [])
    if (circle) return circle
  }
  return null
}

/**
 * How a file reaches a package when it runs: the chain of files and the package at its end; null when it does not.
 * @param when `ever` follows lazy imports too, `at once` only what is loaded together with the file
 */
export const chainTo = (
  graph: Graph,
  start: string,
  packageName: string,
  when: 'ever' | 'at once' = 'ever',
): readonly string[] | null => {
  const runs = (edge: Edge): boolean => edge.kind === 'value' || (edge.kind === 'lazy' && when === 'ever')
  const seen = new Set([start])
  const queue: (readonly string[])[] = [[start]]
  for (let trail = queue.shift(); trail !== undefined; trail = queue.shift()) {
    const file = trail[trail.length - 1]
    const hit = graph.packages.some(
      edge =>
        edge.from === file &&
        runs(edge) &&
        (edge.to === packageName || edge.to.startsWith(`${packageName}/`)),
    )
    if (hit) return [...trail, packageName]
    for (const edge of graph.files) {
      if (edge.from !== file || !runs(edge) || seen.has(edge.to)) continue
      seen.add(edge.to)
      queue.push([...trail, edge.to])
    }
  }
  return null
}

/** The files that are loaded together with a file, itself included. */
export const loadedWith = (graph: Graph, start: string): ReadonlySet<string> => {
  const seen = new Set([start])
  for (const file of seen)
    for (const edge of graph.files) if (edge.from === file && edge.kind === 'value') seen.add(edge.to)
  return seen
}
