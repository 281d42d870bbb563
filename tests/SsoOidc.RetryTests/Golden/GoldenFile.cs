using System.Text.Json;

namespace SsoOidc.RetryTests.Golden;

internal static class GoldenFile
{
    public static JsonElement Cases(string name)
    {
        string folder = Environment.GetEnvironmentVariable("SSOOIDC_GOLDEN") ?? throw new InvalidOperationException("SSOOIDC_GOLDEN is not set.");
        return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name))).RootElement.GetProperty("cases");
    }
}
