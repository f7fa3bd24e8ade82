// Reads a file of lines from its end, so that a long record costs no more than what is wanted of it.
import type { FileHandle } from 'node:fs/promises'

const chunkLength = 16_384

/** The whole lines before byte `end`, last first, without their line feeds. A line too long for memory is none of ours. */
export async function* linesBackward(
  file: FileHandle,
  end: number,
): AsyncGenerator<{ text: string; start: number }> {
  let rest = Buffer.alloc(0)
  let at = end
  while (at > 0) {
    const length = Math.min(chunkLength, at)
    const chunk = Buffer.alloc(length)
    const { bytesRead } = await file.read(chunk, 0, length, at - length)
    if (bytesRead !== length) throw new Error('The record became shorter while it was read.')
    at -= length
    let bytes = Buffer.concat([chunk, rest])
    for (;;) {
      // The line feed that ends the last line is not one between two lines.
      const feed = bytes.lastIndexOf(10, bytes.length - 2)
      if (feed === -1 || bytes.length < 2) break
      const line = bytes.subarray(feed + 1)
      yield { text: lineText(line), start: at + feed + 1 }
      bytes = bytes.subarray(0, feed + 1)
    }
    rest = bytes
  }
  if (rest.length > 0) yield { text: lineText(rest), start: 0 }
}

const lineText = (line: Buffer): string => line.toString('utf8').replace(/\n$/, '')

/** Where the last whole line ends: bytes after it are what a killed process had begun to write. */
export const endOfWholeLines = async (file: FileHandle, size: number): Promise<number> => {
  let at = size
  while (at > 0) {
    const length = Math.min(chunkLength, at)
    const chunk = Buffer.alloc(length)
    await file.read(chunk, 0, length, at - length)
    const feed = chunk.lastIndexOf(10)
    if (feed !== -1) return at - length + feed + 1
    at -= length
  }
  return 0
}
