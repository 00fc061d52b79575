import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../access/allow.js";
import { parseReference } from "../../kernel/reference.js";
import { ADMINS } from "../../access/roles.js";
import { Base64 } from "../../graph/base64.scalar.js";
import type { Config } from "../../config/config.js";
import type { Context, ViewerContext } from "../../graph/context.js";
import { notFound } from "../../kernel/errors.js";
import { Sql, SqlRoot, expression } from "../../sql-planner/sql.js";
import { imageRoot } from "./image.sql.js";
import type { ImageRow } from "./image.table.js";
import { Image } from "./image.type.js";
import { imageById, imageContentById } from "./image.loaders.js";

const urlOfImages = ({ publicUrl }: Pick<Config, "publicUrl">): string => `${publicUrl}/api/1/content/images/`;

@Resolver(() => Image)
export class ImageResolver {
  @Allow(ADMINS)
  @SqlRoot(imageRoot)
  @Query(() => Image, { description: "An image, of any part of the tree: brands are for everyone to see. Refuses with NOT_FOUND." })
  async image(
    @Arg("id", () => ID, { description: "The image's integer id." }) id: string,
    @Ctx() { loaders }: ViewerContext,
  ): Promise<ImageRow> {
    const reference = parseReference(id);
    const image = typeof reference === "object" && "id" in reference ? await loaders.of(imageById).load(reference.id) : null;
    if (image === null) throw notFound(`there is no image '${id}'`);
    return image;
  }

  @Sql(expression((row, _prefix, bind) => `${bind(({ config }) => urlOfImages(config), "text")}||${row}.id`))
  @FieldResolver(() => String, { description: "Where it is served, to admins." })
  url(@Root() { id }: ImageRow, @Ctx() { config }: Context): string {
    return `${urlOfImages(config)}${id}`;
  }

  @FieldResolver(() => Base64, { description: "The PNG itself." })
  async content(@Root() { id }: ImageRow, @Ctx() { loaders }: Context): Promise<Buffer> {
    const stored = await loaders.of(imageContentById).load(id);
    if (stored === null) throw notFound(`image ${id} has been replaced in the meantime`);
    return stored.content;
  }
}
