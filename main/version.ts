// The product's version, from package.json; the bundler inlines it.
export { version } from '../package.json' with { type: 'json' }
