import { httpAnswer } from "../http-answer.ts";

export const redirected = httpAnswer("redirected");
