// Holds how a portal's address is read: as people paste it, and never as anything but https.
import { expect, test } from 'vitest'
import { readPortalAddress } from '../../renderer/parts/portal-address.ts'

test.each([
  ['https://example-org.awsapps.com/start', 'https://example-org.awsapps.com/start', null, 'example-org'],
  ['  example-org.awsapps.com/start#/ ', 'https://example-org.awsapps.com/start', null, 'example-org'],
  [
    'https://example-org.awsapps.com/start/?x=1#/console',
    'https://example-org.awsapps.com/start',
    null,
    'example-org',
  ],
  ['example-org.awsapps.com', 'https://example-org.awsapps.com/start', null, 'example-org'],
  ['d-9067642ac7.awsapps.com/start', 'https://d-9067642ac7.awsapps.com/start', null, 'portal'],
  [
    'https://ssoins-7223b02dd5.portal.eu-west-1.app.aws',
    'https://ssoins-7223b02dd5.portal.eu-west-1.app.aws',
    'eu-west-1',
    'portal',
  ],
  [
    'https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/acme',
    'https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/acme',
    'us-gov-west-1',
    'portal',
  ],
])('%s', (typed, startUrl, region, key) =>
  expect(readPortalAddress(typed)).toEqual({ startUrl, region, key }),
)

test.each([
  '',
  'portal',
  'http://example-org.awsapps.com/start',
  'javascript:alert(1)',
  'https://',
  'https://ana:secret@example-org.awsapps.com',
  'ftp://x.y',
])('refuses %s', typed => expect(readPortalAddress(typed)).toBeNull())
