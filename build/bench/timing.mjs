// Times contenders against each other: one after the other within each round, so that a busy machine slows all alike.
import { spawnSync } from 'node:child_process'

/** @param {readonly number[]} values @returns {number} */
export const median = values => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** @param {readonly number[]} values @param {number} share from 0 to 1 @returns {number} */
export const percentile = (values, share) => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} program
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {(stdout: string) => boolean} good whether it did its work; a fast failure must not win
 */

/** @param {Contender} contender @returns {number} milliseconds from start to end of the process */
const once = ({ name, program, args, env, good }) => {
  const began = process.hrtime.bigint()
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: 'utf8' })
  const took = Number(process.hrtime.bigint() - began) / 1e6
  if (status !== 0 || !good(stdout)) throw new Error(`${name} failed (${status}): ${stdout}${stderr}`)
  return took
}

/**
 * @param {readonly Contender[]} contenders @param {number} rounds
 * @returns {ReadonlyMap<string, readonly number[]>} each one's times in ms
 */
export const race = (contenders, rounds) => {
  /** @type {Map<string, number[]>} */
  const times = new Map(contenders.map(({ name }) => [name, []]))
  // One round that does not count: files come into the cache.
  for (const contender of contenders) once(contender)
  for (let round = 0; round < rounds; round += 1)
    for (const contender of contenders) times.get(contender.name)?.push(once(contender))
  return times
}
