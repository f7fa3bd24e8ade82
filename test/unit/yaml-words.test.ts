// The mistakes people make in YAML are named in words of ours, at the place where they were made.
import { expect, it } from 'vitest'
import { readCatalog } from '../../main/catalog/read-catalog.ts'

const problem = (text: string): string => {
  const read = readCatalog(text, 'switchyard.yaml', text.includes('\r') ? 'personal' : 'team')
  if (read.ok || read.failure.kind !== 'catalog-invalid') return 'none'
  const [first] = read.failure.problems
  return `${first?.line}:${first?.column} ${first?.message}`
}

it.each([
  ['a: 1\nb:\n\tc: 1', '3:1 There is a tab here'],
  ['a: 1\nb:\n  c:\n  \td: 1', '4:3 There is a tab here'],
  ['\t- a: 1\n', '1:1 There is a tab here'],
  ['a: {\tb: 1 }', '1:5 There is a tab here'],
  ['a: {\r\n\tb: 1 }\r\n', '2:1 There is a tab here'],
  ['a:\u00A0{ b: "1" }', '1:3 This is not the space bar’s space but another (U+00A0)'],
  ['a:\u00A01\nb: 2', '1:3 This is not the space bar’s space'],
  ['a:1\nb: 2', '1:2 A space is missing after this colon'],
  ['a: 1\nb:2\nc: 3', '2:2 A space is missing after this colon'],
  ['"a": 1\n"b":2', '2:4 A space is missing after this colon'],
  ['a:\n  -b: 1\n    c: 2', '2:3 A space is missing after this dash'],
  ['a\nb: 1', '1:1 A colon is missing in this line'],
  ['a: 1\nb\n', '2:1 A colon is missing in this line'],
  ['a:\n  b\n    c: 1', '2:3 A colon is missing in this line'],
  ['a:\n  b { c: "1" }', '2:4 A colon is missing after this word'],
  ['a: 1\n"b" c', '2:5 A colon is missing before this'],
  ['a: b: c', '1:5 This is a second colon'],
  ['a: { b: c: d }', '1:10 This is a second colon'],
  ['a: { b: 1\n   c: 2 }', '1:9 A comma is missing at the end'],
  ['a: { b: "1" c: 2 }', '1:13 A comma is missing before this'],
  ['a: { b: [1 }', '1:12 A ] is missing before this }'],
  ['a: [ ,b ]', '1:6 Nothing stands before this comma'],
  ['a: { b: 1\nc: 2', '1:4 This { is not closed'],
  ['a: 1 # {\nb: # "\n  - [c, "d]", {e: f}\n  - g\nh: 1', '3:5 This [ is not closed'],
  ["a: 'it''s\nb: 2", "1:4 This quote (') is not closed"],
  ['a: { b: "\\"1 }\nc: "2"', '1:9 This quote (") is not closed'],
  ['a:\n  b: "1\n  c: "2"', '2:6 This quote (") is not closed'],
  ['a: 1\nb: "2\n', '2:4 This quote (") is not closed'],
  ['{ "a": { "b": 1 }', '1:1 This { is not closed'],
  ['a:\n  b: {\n  }', '3:3 This } must be indented further'],
  ['{ "a": 1 }}', '1:11 This } closes nothing'],
  ['a:\n  b: 1\n  ]', '3:3 This ] closes nothing'],
  ['a:\n  b: 1\n c: 2', '3:2 This line is indented unlike'],
  [' a: 1\nb: 2', '2:1 This line is indented unlike'],
  ['a:\n  - b: 1\n   c: 2', '3:4 This line is indented unlike'],
  ['a: 1\n  b: 2', '2:3 This line is indented further than the one above'],
  ['a: - b', '1:4 A list begins in the line below'],
  ['a: "b" c', '1:8 Nothing may follow this "'],
  ['a: {b}-c', '1:7 Nothing may follow this }'],
  ["a: 'it's'", '1:8 The quoted text ended before this'],
  ['a: @b', '1:4 A text that begins with @ needs quotes'],
  ['a:\n  `b: c', '2:3 A text that begins with ` needs quotes'],
  ['a: &', '1:4 A text that begins with & needs quotes'],
  ['a: *', '1:4 A text that begins with * needs quotes'],
  ['a: *b c', '1:4 A text that begins with * needs quotes'],
  ['a: *b', '1:4 No anchor &b comes before this alias. A text that begins with * needs quotes'],
  ['a: >b', '1:4 A text that begins with > needs quotes'],
  ['a: | b', '1:4 A text that begins with | needs quotes'],
  ['a: !b!c d', '1:4 A text that begins with ! needs quotes'],
  ['a: {{ b }}', '1:5 A key is a plain word here. A text that begins with { needs quotes'],
  [
    'switchyard: 1\nname: a\ntitle: {user}',
    '3:8 This must be a text of one line (one that begins with { needs',
  ],
  ['switchyard: 1\nname: a\ntitle: | # b|c\n  d\n  e\n', '3:8 "d\\ne\\n" holds a line break'],
  ['a: "\\d"', '1:6 In double quotes \\ begins'],
  ['--- a: 1', '1:5 The catalog begins in the line below ---'],
  ['a: 1\n...\nb: 1', '2:1 A file holds one catalog'],
  ['a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n', '2:1 A merge was not finished here'],
  ['\n<!DOCTYPE html>\n<title>a: b</title>', '2:1 This is a web page'],
])('%j', (text, words) => expect(problem(text)).toContain(words))

it('a word of megabytes is not said back', () => {
  const long = 'x'.repeat(3_000_000)
  for (const text of [`${long}: 1`, `a: *${long}`, `a: !${long} b`, `? ${long}\n: ? ${long}`])
    expect(problem(text).length).toBeLessThan(1_100)
})
