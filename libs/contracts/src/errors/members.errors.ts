import type { ErrorRegistry } from './registry.js';

export const membersErrors = {
  'organizations.not_found': {
    status: 404,
    zh: '没有这个组织',
    en: 'There is no such organization',
  },
  'organizations.place_not_allowed': {
    status: 422,
    zh: '这类组织不能设在此上级之下',
    en: 'An organization of this type cannot stand there',
  },
  'organizations.code_taken': {
    status: 409,
    zh: '组织编码已被使用',
    en: 'The organization code is taken',
  },
  'organizations.root_exists': {
    status: 409,
    zh: '最上级组织已经存在',
    en: 'There is a root organization already',
  },
  'organizations.dissolved': {
    status: 409,
    zh: '组织已撤销',
    en: 'The organization has been dissolved',
  },
  'organizations.root_stays': {
    status: 422,
    zh: '最上级组织不能移动，也不能撤销',
    en: 'The root organization can be neither moved nor dissolved',
  },
  'organizations.move_makes_cycle': {
    status: 422,
    zh: '组织不能移到自己或自己的下级之下',
    en: 'An organization cannot be moved below itself',
  },
  'organizations.not_empty': {
    status: 409,
    zh: '组织之下还有下级组织或党员',
    en: 'The organization still has organizations below it, or members',
  },

  'rules.value_exists': {
    status: 409,
    zh: '该规则从这一天起已有取值',
    en: 'The rule has a value from that day on already',
  },

  'members.not_found': { status: 404, zh: '没有此人', en: 'There is no such person' },
  'members.exists': {
    status: 409,
    zh: '系统中已有此人',
    en: 'The person is on the books already',
  },
  'members.roster_missing': {
    status: 400,
    zh: '请以 file 字段上传花名册（xlsx 或 csv）',
    en: 'Send the roster, xlsx or csv, as the field `file` of a multipart form',
  },
  'members.roster_import_not_found': {
    status: 404,
    zh: '没有这次花名册导入',
    en: 'There is no such roster import',
  },
  'members.roster_unreadable': {
    status: 422,
    zh: '花名册无法读取，请使用 xlsx 或 csv 文件',
    en: 'The roster cannot be read; send xlsx or csv',
  },
  'members.roster_too_large': {
    status: 413,
    zh: '花名册过大：最多 100000 行、20 MB',
    en: 'The roster is too large: at most 100,000 rows and 20 MB',
  },
  'members.roster_header_missing': {
    status: 422,
    zh: '花名册缺少必需的列',
    en: 'The roster lacks columns that it needs',
  },
  'members.roster_invalid': {
    status: 422,
    zh: '花名册中有错误，未写入任何数据',
    en: 'The roster has errors; nothing was written',
  },

  'photos.not_found': { status: 404, zh: '没有照片', en: 'There is no photo' },
  'photos.missing': {
    status: 400,
    zh: '请以 file 字段上传一张照片',
    en: 'Send one photo, as the field `file` of a multipart form',
  },
  'photos.too_large': {
    status: 413,
    zh: '照片文件过大：最多 5 MB',
    en: 'The file of the photo is too large: at most 5 MB',
  },
  'photos.unreadable': {
    status: 422,
    zh: '照片无法读取，请使用 JPEG、PNG 或 WebP 图片',
    en: 'The photo cannot be read; send a JPEG, PNG or WebP picture',
  },

  'people.not_affiliated': {
    status: 409,
    zh: '该人员目前不属于任何组织',
    en: 'The person is affiliated nowhere',
  },

  'memberships.none_open': {
    status: 409,
    zh: '该人员目前没有党员身份',
    en: 'The person is a member nowhere',
  },
  'memberships.open': {
    status: 409,
    zh: '该人员已是党员',
    en: 'The person is a member already',
  },
  'memberships.decided_since': {
    status: 409,
    zh: '该日之后已有其他决定生效，须按日期先后办理',
    en: 'Something else was decided for a later day: decisions are entered in the order of their days',
  },
  'memberships.not_probationary': {
    status: 409,
    zh: '该党员不是预备党员',
    en: 'The member is not probationary',
  },
  'memberships.probation_not_over': {
    status: 409,
    zh: '预备期未满',
    en: 'The probation is not over',
  },
  'memberships.extended_before': {
    status: 409,
    zh: '预备期已延长过一次',
    en: 'The probation was extended before',
  },
  'memberships.extension_too_long': {
    status: 422,
    zh: '预备期延长超过规定的时间',
    en: 'The extension is longer than allowed',
  },
  'memberships.standing_unchanged': {
    status: 409,
    zh: '该党员已是此状态',
    en: 'The member has that standing already',
  },

  'memberships.change_not_found': {
    status: 404,
    zh: '该党员没有这项决定',
    en: 'There is no such decision about the member',
  },
  'memberships.not_revocable': {
    status: 409,
    zh: '组织关系转接和撤销本身不能撤销，须另行办理',
    en: 'Transfers and revocations are not revoked: another one puts them right',
  },
  'memberships.revoked_already': {
    status: 409,
    zh: '该决定已撤销',
    en: 'The decision has been revoked already',
  },
  'memberships.not_last': {
    status: 409,
    zh: '此后已有其他决定，只能撤销最后一项决定',
    en: 'Something was decided since: the last decision is revoked first',
  },
  'memberships.before_unknown': {
    status: 409,
    zh: '系统没有保存该决定之前的状态，不能撤销',
    en: 'It was not kept what was so before the decision, so that it cannot be put back',
  },
  'memberships.relied_upon': {
    status: 409,
    zh: '该决定已是其后的转接、党籍、任职或留党察看的依据，须先处理',
    en: 'A transfer, a membership, an office or a probation within the Party rests on the decision by now',
  },

  'transfers.not_found': {
    status: 404,
    zh: '没有这次组织关系转接',
    en: 'There is no such transfer',
  },
  'transfers.open_already': {
    status: 409,
    zh: '该党员已有一次组织关系转接正在办理',
    en: 'Another transfer of the member is under way',
  },
  'transfers.target_not_allowed': {
    status: 422,
    zh: '组织关系不能转到该组织',
    en: 'A member cannot be transferred there',
  },
  'transfers.wrong_state': {
    status: 409,
    zh: '组织关系转接目前的状态不允许此操作',
    en: 'The transfer is not in a state in which that is done',
  },
  'transfers.letter_expired': {
    status: 409,
    zh: '介绍信已过期，该党员仍在原组织',
    en: 'The letter has expired; the member stays where they were',
  },
  'transfers.other_side': {
    status: 403,
    zh: '此步骤由对方党组织办理',
    en: 'That is done by the other side of the transfer',
  },
  'transfers.belongs_elsewhere': {
    status: 409,
    zh: '该党员已不在转出组织',
    en: 'The member no longer belongs to the sending organization',
  },
  'transfers.still_member': {
    status: 409,
    zh: '该人员目前已有党员身份，应办理内部转接',
    en: 'The person is a member here: they are transferred from where they belong',
  },
  'transfers.not_transferred_out': {
    status: 409,
    zh: '该人员此前并非转出，不能凭介绍信转入',
    en: 'The person did not leave by a transfer, and so does not come back by one',
  },
  'transfers.no_letter': {
    status: 409,
    zh: '目前没有可以打印的有效介绍信',
    en: 'There is no letter that is good now',
  },
  'transfers.letter_not_valid': {
    status: 404,
    zh: '介绍信无效',
    en: 'The letter is not valid',
  },

  'exemptions.not_found': {
    status: 404,
    zh: '没有这项免除',
    en: 'There is no such exemption',
  },
  'exemptions.overlaps': {
    status: 409,
    zh: '该党员在此期间已有同类免除',
    en: 'The member is exempt from that at that time already',
  },
  'exemptions.already_ended': {
    status: 409,
    zh: '该免除已经结束',
    en: 'The exemption has ended already',
  },

  'sanctions.not_found': {
    status: 404,
    zh: '没有这项留党察看处分',
    en: 'There is no such probation within the Party',
  },
  'sanctions.probationary_member': {
    status: 409,
    zh: '预备党员不适用留党察看，应延长预备期或取消预备党员资格',
    en: 'A probationary member is not put on probation within the Party: their own is extended or cancelled',
  },
  'sanctions.overlaps': {
    status: 409,
    zh: '该党员在此期间或截至起始日期已在留党察看，如需延长应办理延长',
    en: 'Another probation within the Party holds at that time or up to it: that one is extended',
  },
  'sanctions.too_long': {
    status: 422,
    zh: '留党察看超过规定的最长时间',
    en: 'The probation within the Party is longer than allowed',
  },
  'sanctions.already_ended': {
    status: 409,
    zh: '该留党察看已经结束',
    en: 'The probation within the Party has ended by that day already',
  },

  'offices.not_found': { status: 404, zh: '没有这条任职记录', en: 'There is no such office' },
  'offices.title_not_allowed': {
    status: 422,
    zh: '这类组织没有此职务',
    en: 'An organization of this type has no such office',
  },
  'offices.taken': {
    status: 409,
    zh: '该职务在此期间已有人担任',
    en: 'The office is held by somebody at that time',
  },
  'offices.not_eligible': {
    status: 409,
    zh: '该党员在任期内处于留党察看期间，没有被选举权',
    en: 'The member is on probation within the Party in that term, and cannot be elected',
  },
  'offices.already_ended': {
    status: 409,
    zh: '该任职已经结束',
    en: 'The office has ended already',
  },

  'codes.unknown': { status: 404, zh: '二维码无效', en: 'The code is not valid' },
  'codes.sheet_too_long': {
    status: 422,
    zh: '党员超过 500 名，请按党支部或党小组分别打印',
    en: 'There are more than 500 members; print the branches or groups one by one',
  },

  'accounts.not_found': { status: 404, zh: '没有这个账号', en: 'There is no such account' },
} as const satisfies ErrorRegistry;
