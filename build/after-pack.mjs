// Puts the command line beside the packed app, with a Node: the app's own runtime refuses to be one (its fuse runAsNode is off).
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { out, root } from './fresh.mjs'

/** electron-builder's numbers for processors. */
const processors = ['ia32', 'x64', 'armv7l', 'arm64', 'universal']
/** The oldest that the command line is tested on, and what the app itself runs on. */
const wanted = /^v(2[4-9]|[3-9]\d)\./

/**
 * The Node to ship: the one the lockfile brings for that system and processor, else the one that runs this, when it is
 * of the same kind.
 * @param {string} platform @param {string} arch
 */
const findNode = (platform, arch) => {
  const name = platform === 'win32' ? 'node.exe' : 'node'
  const locked = join(
    root,
    'node_modules',
    `node-${platform === 'win32' ? 'win' : platform}-${arch}`,
    'bin',
    name,
  )
  if (existsSync(locked)) return locked
  if (platform === process.platform && arch === process.arch && wanted.test(process.version))
    return process.execPath
  throw new Error(`There is no Node for ${platform}-${arch}: package on that system, with Node 24.`)
}

/** A Node is passed on with its license, which lies in the folder it was unpacked to. @param {string} node its program */
const licenseOfNode = node => {
  const folder = dirname(node)
  const found = [join(folder, '..', 'LICENSE'), join(folder, 'LICENSE')].find(path => existsSync(path))
  if (found === undefined)
    throw new Error(`${node} lies without its license: package with a Node from nodejs.org.`)
  return found
}

/** @param {import('electron-builder').AfterPackContext} context */
export const afterPack = async ({ electronPlatformName, arch, packager, appOutDir }) => {
  const windows = electronPlatformName === 'win32'
  const node = findNode(electronPlatformName, processors[arch] ?? '')
  const resources = packager.getResourcesDir(appOutDir)
  const cli = join(resources, 'cli')
  mkdirSync(join(cli, 'out', 'chunks'), { recursive: true })
  for (const name of readdirSync(join(out, 'chunks')).filter(name => name.endsWith('.cjs')))
    copyFileSync(join(out, 'chunks', name), join(cli, 'out', 'chunks', name))
  for (const name of ['cli.cjs', 'catalog-worker.cjs']) copyFileSync(join(out, name), join(cli, 'out', name))
  copyFileSync(join(root, 'package.json'), join(cli, 'package.json'))
  for (const [from, to] of [
    [join(out, 'renderer'), join('out', 'renderer')],
    [join(root, 'examples'), 'examples'],
    [join(root, 'node_modules', '@napi-rs'), join('node_modules', '@napi-rs')],
  ])
    cpSync(from ?? '', join(cli, to ?? ''), { recursive: true })
  const launcher = windows ? 'switchyard.cmd' : 'switchyard'
  copyFileSync(join(root, 'build', 'launcher', launcher), join(cli, launcher))
  chmodSync(join(cli, launcher), 0o755)
  copyFileSync(join(out, 'licenses.txt'), join(resources, 'licenses.txt'))
  copyFileSync(licenseOfNode(node), join(cli, 'LICENSE.node.txt'))
  const to = join(cli, windows ? 'node.exe' : 'node')
  copyFileSync(node, to)
  chmodSync(to, 0o755)
  // Symbols are half of the file, and nobody debugs Node with them here.
  if (process.platform === 'linux' && electronPlatformName === 'linux') {
    try {
      execFileSync('strip', [to], { stdio: 'ignore' })
    } catch {
      // Without binutils it is only larger.
    }
  }
}
