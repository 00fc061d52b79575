import { ObjectType } from "type-graphql";
import { Account } from "../accounts/account.type.js";

@ObjectType({ simpleResolvers: true, implements: Account, description: "An account that administers a group and what is below it." })
export class Admin extends Account {}
