/** A user's module with tests: of the library it requires the api, and nothing that implements it is there. */
open module chunkedbuffer.mocktests {
    requires chunkedbuffer.api;
    requires org.junit.jupiter.api;
    requires org.mockito;
}
