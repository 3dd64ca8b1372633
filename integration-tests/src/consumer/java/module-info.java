/** A user's program: it names the api, and nothing of what implements it. */
module chunkedbuffer.consumer {
    requires chunkedbuffer.api;
}
