import { AccessRight, FULL_ACCESS, GroupCapability } from "../../src/kernel/enums.js";

/** Masks that admins and groups of the tests have, as REST and the database write them. */

export const READ_AND_BRAND = AccessRight.READ | AccessRight.BRANDING;
export const READ_AND_WRITE = AccessRight.READ | AccessRight.WRITE;
export const READ_AND_MIGRATE = AccessRight.READ | AccessRight.MIGRATION;
/** All of full access but changing groups that are managed elsewhere. */
export const LESS_THAN_FULL_ACCESS = READ_AND_WRITE | AccessRight.BRANDING;
export const ALL_RIGHTS = FULL_ACCESS | AccessRight.MIGRATION;

/** What a new unit of a company is able to do. */
export const UNIT_CAPABILITIES = GroupCapability.BACKUP | GroupCapability.CHILDREN | GroupCapability.MODIFICATION;
/** What a new company is able to do. */
export const COMPANY_CAPABILITIES = UNIT_CAPABILITIES | GroupCapability.ISOLATION;
/** The same, and to have a brand of its own. */
export const BRANDABLE_CAPABILITIES = COMPANY_CAPABILITIES | GroupCapability.BRANDING;
/** What a new partner is able to do. */
export const PARTNER_CAPABILITIES =
  BRANDABLE_CAPABILITIES | GroupCapability.CUSTOM_PRICING | GroupCapability.CUSTOM_PRICE | GroupCapability.CUSTOM_STORAGE;
