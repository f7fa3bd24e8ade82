// A process that changes, follows and approves a catalog without end, to be killed at any moment.
import { writeFileSync } from 'node:fs'
import { createCatalogStore } from '../../main/catalog/store.ts'
import { createClock } from '../../main/clock.ts'

const [file = '', catalogs = '', personal = '', locks = '', content = ''] = process.argv.slice(2)
const store = createCatalogStore({ paths: { catalogs, personal, locks }, clock: createClock() })
await store.add(file)
process.stdout.write('ready\n')
for (let round = 0; ; round++) {
  writeFileSync(file, content.replace('100000000101', String(100000000200 + (round % 700))))
  await store.list()
  await store.approve('hub')
  await store.setPin('hub:acme/Admin', `pin-${round}`)
}
