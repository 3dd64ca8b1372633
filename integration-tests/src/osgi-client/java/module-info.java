/** What a user installs as a bundle: it names the api, and nothing of what implements it. */
module client {
    requires chunkedbuffer.api;
}
