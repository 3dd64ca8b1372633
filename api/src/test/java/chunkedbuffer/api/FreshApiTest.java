package chunkedbuffer.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link FreshApiScenarios}, each in a class loader of its own. */
class FreshApiTest {

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Stream.of(FreshApiScenarios.class.getMethods())
                .filter(method -> method.getDeclaringClass() == FreshApiScenarios.class)
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> run(method.getName())));
    }

    private void run(String scenario) throws Throwable {
        try (OtherLoader loader = OtherLoader.ofFreshApi(folder.resolve(scenario))) {
            Class<?> scenarios = loader.loadClass(FreshApiScenarios.class.getName());
            Class<?> declare = loader.loadClass(FreshApiScenarios.Declare.class.getName());
            Object declaring = Proxy.newProxyInstance(loader, new Class<?>[] {declare}, (proxy, method, args) -> {
                if (method.getName().equals("emptyFolder")) {
                    return folder.resolve(scenario + ".2");
                }
                loader.declare(loader.loadClass((String) args[0]), (String) args[1]);
                return null;
            });
            OtherLoader.withContext(loader, () -> {
                Object instance = scenarios.getConstructor().newInstance();
                return scenarios.getMethod(scenario, declare).invoke(instance, declaring);
            });
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
