import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../access/allow.js";
import { parseReference } from "../access/reference.js";
import { ADMINS } from "../access/roles.js";
import { Base64 } from "../base64.type.js";
import type { Context, ViewerContext } from "../context.js";
import { notFound } from "../errors.js";
import type { ImageRow } from "./image.table.js";
import { Image } from "./image.type.js";
import { imageById, imageContentById } from "./image.loaders.js";

@Resolver(() => Image)
export class ImageResolver {
  @Allow(ADMINS)
  @Query(() => Image, { description: "An image, of any part of the tree: brands are for everyone to see. Refuses with NOT_FOUND." })
  async image(@Arg("id", () => ID, { description: "The image's integer id." }) id: string, @Ctx() { loaders }: ViewerContext): Promise<ImageRow> {
    const reference = parseReference(id);
    const image = typeof reference === "object" && "id" in reference ? await loaders.of(imageById).load(reference.id) : null;
    if (image === null) throw notFound(`there is no image '${id}'`);
    return image;
  }

  @FieldResolver(() => String, { description: "Where it is served, to admins." })
  url(@Root() { id }: ImageRow, @Ctx() { config }: Context): string {
    return `${config.publicUrl}/api/1/content/images/${id}`;
  }

  @FieldResolver(() => Base64, { description: "The PNG itself." })
  async content(@Root() { id }: ImageRow, @Ctx() { loaders }: Context): Promise<Buffer> {
    const stored = await loaders.of(imageContentById).load(id);
    if (stored === null) throw notFound(`image ${id} has been replaced in the meantime`);
    return stored.content;
  }
}
