import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
} from 'class-validator';
import {
  branchCategories,
  type BranchCategory,
  organizationLines,
  type OrganizationLine,
  organizationTypes,
  type OrganizationType,
} from '#libs/contracts';
import { BatchRequest, IsDay, ListQuery, MayBeLeftOut, IsOneLine } from '#libs/http';

export class CreateOrganizationRequest {
  /** The organization above; null for the root, which only the first administrator makes, and once. */
  @IsOptional()
  @IsUUID()
  parentId: string | null = null;

  /**
   * 党委 at the root or below a committee, 党总支 below a committee, 党支部 below either, 党小组 below a branch.
   * @example branch
   */
  @IsIn(organizationTypes)
  type!: OrganizationType;

  /**
   * Needed for a branch; a group has its branch's, the others have none.
   * @example production
   */
  @MayBeLeftOut()
  @IsIn(branchCategories)
  category?: BranchCategory;

  /**
   * 党, 政, 工, 团. Below a committee or general branch of the Party a line of its own may begin; elsewhere it is that of
   * the organization above, which is also what is taken where it is left out.
   * @example party
   */
  @MayBeLeftOut()
  @IsIn(organizationLines)
  line?: OrganizationLine;

  /**
   * Unique below one root; rosters name the organization by it.
   * @example ZB-ZC-01
   */
  @IsString()
  @Length(1, 40)
  @Matches(/^[^\s\p{C}]+$/u)
  code!: string;

  /** @example 综采一队党支部 */
  @IsString()
  @Length(1, 100)
  @IsOneLine()
  name!: string;

  /** @example 2020-07-01 */
  @IsDay()
  foundedOn!: string;
}

/** Organizations to be founded at once. */
export class OrganizationBatchRequest extends BatchRequest {
  /** Each as in a request of its own; their parents are there already. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsObject({ each: true })
  items!: CreateOrganizationRequest[];
}

/** What is to change; what is left out stays. */
export class ChangeOrganizationRequest {
  /**
   * Unique below one root; rosters name the organization by it.
   * @example ZB-ZC-01
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 40)
  @Matches(/^[^\s\p{C}]+$/u)
  code?: string;

  /** @example 综采一队党支部 */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 100)
  @IsOneLine()
  name?: string;

  /**
   * Of a branch; its groups change with it.
   * @example auxiliary
   */
  @MayBeLeftOut()
  @IsIn(branchCategories)
  category?: BranchCategory;

  /**
   * The day of the last election (换届), from which the next one is reckoned; null when it is not known.
   * @example 2024-06-20
   */
  @IsOptional()
  @IsDay()
  electedOn?: string | null;
}

export class MoveOrganizationRequest {
  /** Below what it is to stand, under the same rules as when it is founded. */
  @IsUUID()
  parentId!: string;

  /**
   * The first day on which it stands there: not before it came to where it is, and not in the future.
   * @example 2026-07-01
   */
  @IsDay()
  movedOn!: string;

  /**
   * The document that decided it.
   * @example 五党发〔2026〕12号
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 100)
  @IsOneLine()
  decision?: string;
}

export class DissolveOrganizationRequest {
  /**
   * The first day on which it is no more: not in the future.
   * @example 2026-07-01
   */
  @IsDay()
  dissolvedOn!: string;

  /**
   * The document that decided it.
   * @example 五党发〔2026〕12号
   */
  @MayBeLeftOut()
  @IsString()
  @Length(1, 100)
  @IsOneLine()
  decision?: string;
}

export class OrganizationDto {
  id!: string;
  parentId!: string | null;
  /** @example branch */
  type!: OrganizationType;
  /** Of branches and their groups. @example production */
  category!: BranchCategory | null;
  /** 党, 政, 工, 团. @example party */
  line!: OrganizationLine;
  /** @example ZB-ZC-01 */
  code!: string;
  /** @example 综采一队党支部 */
  name!: string;
  /** The day on which it was founded. @example 2020-07-01 */
  foundedOn!: string;
  /** The first day on which it is no more; null while it stands. */
  dissolvedOn!: string | null;
  /** The day of the last election of its committee or secretary; null when it is not known. @example 2024-06-20 */
  electedOn!: string | null;
  /** Counts up with every change. @example 1 */
  version!: number;
}

export class OrganizationsQuery extends ListQuery {
  @MayBeLeftOut()
  @IsIn(organizationTypes)
  type?: OrganizationType;

  /** @example youth_league */
  @MayBeLeftOut()
  @IsIn(organizationLines)
  line?: OrganizationLine;

  /** Only those directly below this one. */
  @MayBeLeftOut()
  @IsUUID()
  parentId?: string;

  /**
   * The tree of this day: what stood then, and below what. Name, code and category are those of today, and so is what
   * you may see.
   */
  @MayBeLeftOut()
  @IsDay()
  on?: string;
}

export class OrganizationPageDto {
  data!: OrganizationDto[];
  /** Pass it as `cursor` for the next page; null on the last. */
  nextCursor!: string | null;
}
