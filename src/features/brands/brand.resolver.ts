import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import { GraphQLSafeInt } from "graphql-scalars";
import { ANY_ACCOUNT, Allow, admit, requireViewer } from "../../access/allow.js";
import { parseReference } from "../../kernel/reference.js";
import { OneTrip } from "../../access/one-trip.js";
import { ADMINS, PARTNERS } from "../../access/roles.js";
import { Base64 } from "../../graph/base64.scalar.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { notFound } from "../../kernel/errors.js";
import { findGroup, findGroupOrOwn } from "../groups/group.lookup.js";
import { rootOfGroup } from "../groups/group.sql.js";
import type { GroupRow } from "../groups/group.table.js";
import { Group } from "../groups/group.type.js";
import type { ImageRow } from "../images/image.table.js";
import { Image } from "../images/image.type.js";
import { Sql, SqlRoot } from "../../sql-planner/sql.js";
import { type SentBrand, UpdateBrandInput } from "./brand.input.js";
import * as commands from "./brand.commands.js";
import * as edges from "./brand.edges.js";
import { updateBrandInOneTrip } from "./brand.one-trip.js";
import { toBrand } from "./brand.shape.js";
import { platformBrand } from "./brand.table.js";
import { Brand, ColorScheme } from "./brand.type.js";
import { brandById, brandByUuid } from "./brand.loaders.js";

const GROUP_ID = { description: "The group's integer id, its uuid, or 'self' for the caller's own." };
const VERSION = { nullable: true, description: "The group's version the caller holds; another one stored is VERSION_MISMATCH." };

@Resolver(() => Brand)
export class BrandResolver {
  @Allow("anyone")
  @Query(() => Brand, { description: "A brand, without how its mail is sent. For everyone, without credentials. Refuses with NOT_FOUND." })
  async brand(
    @Arg("id", () => ID, { description: "The brand's integer id or its uuid." }) id: string,
    @Ctx() context: Context,
  ): Promise<Brand> {
    const reference = parseReference(id);
    const row =
      typeof reference === "string"
        ? null
        : "id" in reference
          ? await context.loaders.of(brandById).load(reference.id)
          : await context.loaders.of(brandByUuid).load(reference.uuid);
    if (row === null) throw notFound(`there is no brand '${id}'`);
    return toBrand(row, context, null);
  }

  @Allow(ANY_ACCOUNT)
  @SqlRoot(edges.groupBrandRoot)
  @Query(() => Brand, {
    description:
      "A group's own brand; where that is off, the platform's or, with `effective`, the nearest one upwards. " +
      "Refuses with NOT_FOUND or FORBIDDEN.",
  })
  async groupBrand(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("effective", () => Boolean, {
      defaultValue: false,
      description: "Whether the nearest one upwards is asked for where the own one is off.",
    })
    effective: boolean,
    @Ctx() context: ViewerContext,
  ): Promise<Brand> {
    const group = await findGroupOrOwn(context, ref);
    const own = group.brandId === null ? null : await context.loaders.of(brandById).load(group.brandId);
    return toBrand(
      own ?? (effective ? await edges.effectiveBrandOf(context.loaders, group.id) : await platformBrand(context.db)),
      context,
      group,
    );
  }

  @Allow(ADMINS)
  @SqlRoot(edges.groupLogoRoot)
  @Query(() => Image, {
    description: "The logo of the effective brand for a group. Refuses with NOT_FOUND, also where that brand has none, or FORBIDDEN.",
  })
  async groupLogo(@Arg("groupId", () => ID, GROUP_ID) ref: string, @Ctx() context: ViewerContext): Promise<ImageRow> {
    const { id } = await findGroup(context, ref);
    const logo = await edges.logo.load(context, await edges.effectiveBrandOf(context.loaders, id));
    if (logo === null) throw notFound("the effective brand has no logo");
    return logo;
  }

  @Allow(ADMINS)
  @Query(() => [ColorScheme], { description: "The colour schemes a brand may choose from." })
  colorSchemes(): ColorScheme[] {
    return Object.values(ColorScheme);
  }

  @Allow(PARTNERS)
  @Mutation(() => Group, {
    description:
      "Gives a group a brand of its own, which begins as the effective one, without how its mail is sent. One that is on stays as it is. " +
      "Refuses with FORBIDDEN, NOT_FOUND or VERSION_MISMATCH.",
  })
  enableBrand(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return commands.enableBrand(context, ref, version);
  }

  @Allow(PARTNERS)
  @OneTrip(updateBrandInOneTrip)
  @SqlRoot(rootOfGroup)
  @Mutation(() => Group, {
    description:
      "Changes a group's own brand. " +
      "How its mail is sent is set by persons with full access alone; from others, null, false, empty and asterisks there change " +
      "nothing. " +
      "Refuses with BAD_REQUEST (also where it is off), FORBIDDEN, NOT_FOUND or VERSION_MISMATCH, and then nothing has changed.",
  })
  updateBrand(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("input", () => UpdateBrandInput, { description: "What to change." }) input: SentBrand,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return commands.updateBrand(context, ref, input, version);
  }

  @Allow(PARTNERS)
  @Mutation(() => Group, {
    description:
      "Takes a group's own brand away, with its logo; the nearest one upwards is effective again. One that is off stays off. " +
      "Refuses with FORBIDDEN, NOT_FOUND or VERSION_MISMATCH.",
  })
  disableBrand(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return commands.disableBrand(context, ref, version);
  }

  @Allow(PARTNERS)
  @Mutation(() => Group, {
    description:
      "Makes a PNG the logo of a group's own brand: at most 1 MiB, 1 to 4096 pixels wide and high. " +
      "A request to the graph is at most 1 MiB as a whole, so a PNG of more than about 780,000 bytes goes by the REST API alone. " +
      "Refuses with BAD_REQUEST (also where the brand is off), TOO_LARGE, FORBIDDEN, NOT_FOUND or VERSION_MISMATCH.",
  })
  uploadLogo(
    @Arg("groupId", () => ID, GROUP_ID) ref: string,
    @Arg("content", () => Base64, {
      description: "The PNG. To be given as a variable of this type: texts elsewhere have at most 1000 characters.",
    })
    content: Buffer,
    @Arg("version", () => GraphQLSafeInt, VERSION) version: number | null | undefined,
    @Ctx() context: ViewerContext,
  ): Promise<GroupRow> {
    return commands.uploadLogo(context, ref, content, version);
  }

  @Sql(edges.logo.sql)
  @FieldResolver(() => Image, {
    nullable: true,
    description: "Its logo, for admins; null where it has none. Refuses with UNAUTHENTICATED or FORBIDDEN.",
  })
  logo(@Root() brand: Brand, @Ctx() context: Context): Promise<ImageRow | null> {
    admit(context.viewer, ADMINS);
    return edges.logo.load(requireViewer(context), brand);
  }
}

@Resolver(() => Group)
export class GroupBrandResolver {
  @Sql(edges.brand.sql)
  @FieldResolver(() => Brand, { nullable: true, description: "The group's own brand; null when it is off." })
  brand(@Root() group: GroupRow, @Ctx() context: ViewerContext): Promise<Brand | null> {
    return edges.brand.load(context, group);
  }

  @Sql(edges.effectiveBrand.sql)
  @FieldResolver(() => Brand, { description: "The effective brand: the group's own, else the nearest one upwards." })
  effectiveBrand(@Root() group: GroupRow, @Ctx() context: ViewerContext): Promise<Brand | null> {
    return edges.effectiveBrand.load(context, group);
  }
}
