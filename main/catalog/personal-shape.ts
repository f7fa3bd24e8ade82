// What may stand in the personal layer: all that a catalog may hold, the person's own sign-ins, and what is personal about each catalog.
import { externalIdPattern, iamNamePattern, splitTargetId } from '../../shared/names.ts'
import { catalogFields, signInParts } from './catalog-shape.ts'
import { list, object, record, variants } from './nested-shapes.ts'
import { flag, text } from './scalar-shapes.ts'
import { may, must, type ValueOf } from './shape.ts'
import { color, duration, keyRules, mfaSerial, region, template } from './value-shapes.ts'

const userName = may(text({ what: 'an IAM user name', pattern: iamNamePattern }), "The IAM user's name.")
const serial = may(mfaSerial, "The user's MFA device: an ARN or a serial number.")
const groups = may(
  list(text({ what: 'an IAM group name', pattern: /^[\w+=,.@-]{1,128}$/ }), 100),
  'The IAM groups the user is in, when IAM does not say.',
)
/** Words of a program are handed to it one by one, never through a shell. */
const word = text({ what: 'a word of a command', most: 4096 })

export const personalSignIn = variants(signInParts.whichSignIn, {
  'iam-user': { ...signInParts.iamUser, userName, mfaSerial: serial, groups },
  'identity-center': signInParts.identityCenter,
  profile: {
    title: signInParts.title,
    profile: must(
      text({ what: 'the name of an AWS profile', pattern: /^[^\s[\]#;"'`$\\]{1,128}$/ }),
      'The name of an existing AWS profile.',
    ),
    region: may(region, 'The region in which it calls AWS.'),
  },
  command: {
    title: signInParts.title,
    command: must(
      list(word, 100, 1),
      'The program and its words; it prints credentials as AWS credential_process does.',
    ),
    region: may(region, 'The region in which it calls AWS.'),
  },
})

export const pinName = text({
  what: 'a pin: letters, digits, ".", "_" and "-", at most 40',
  pattern: /^[A-Za-z0-9][\w.-]{0,39}$/,
})

const personalTarget = object({
  pin: may(pinName, 'A short name for it: @name.'),
  profile: may(template, 'The name of its profile.'),
  color: may(color, 'A color of its own.'),
  duration: may(duration, 'How long a session is wished to last.'),
  externalId: may(
    text({ what: 'an external id: 2 to 1224 letters, digits and "_+=,.@:/-"', pattern: externalIdPattern }),
    "The external id that the role's trust policy asks for, in place of the catalog's. Not a secret.",
  ),
  hidden: may(flag, 'true: not in lists.'),
})

/** `account/Role`, as it follows the catalog's name. */
const targetKey = {
  what: 'a target: account/Role',
  most: 200,
  check: (value: string) =>
    splitTargetId(`x:${value}`) === null ? `${JSON.stringify(value)} is not a target: account/Role.` : null,
}

const aboutCatalog = object({
  signIns: may(
    record(keyRules, object({ userName, mfaSerial: serial, groups })),
    'What is personal about its sign-ins.',
  ),
  targets: may(record(targetKey, personalTarget), 'What is personal about its targets.'),
})

export const personalLayer = object({
  ...catalogFields,
  signIns: may(record(keyRules, personalSignIn), "The person's own roots of trust."),
  catalogs: may(record(keyRules, aboutCatalog), 'What is personal about each catalog.'),
})

export type PersonalLayer = ValueOf<typeof personalLayer>
export type AboutCatalog = ValueOf<typeof aboutCatalog>
export type PersonalTargetDefinition = ValueOf<typeof personalTarget>
/** Either document: the personal one may hold more. */
export type CatalogDocument = PersonalLayer
