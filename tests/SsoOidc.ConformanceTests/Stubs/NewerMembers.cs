namespace SsoOidc.ConformanceTests.Stubs;

/// <summary>The default data that the older model of the reference does not have yet.</summary>
internal static class NewerMembers
{
    private const string Body = "\"awsAdditionalDetails\":{\"identityContext\":\"IdentityContext\"}";

    private const string DefaultBody =
        "{\"accessToken\":\"AccessToken\",\"tokenType\":\"TokenType\",\"expiresIn\":0,\"refreshToken\":\"RefreshToken\",\"idToken\":\"IdToken\",\"issuedTokenType\":\"TokenTypeURI\",\"scope\":[]}";

    public static JsonObject? Of(string operation) => operation == "CreateTokenWithIAM" ? (JsonObject)JsonNode.Parse($"{{{Body}}}")! : null;

    public static JsonObject? OfStubData(string operation, JsonObject? given) =>
        given?.ContainsKey("awsAdditionalDetails") == true ? null : Of(operation);

    /// <summary>Whether a recorded body is the default one, which has a member more here.</summary>
    public static bool IsDefault(string operation, string body) => operation == "CreateTokenWithIAM" && body == DefaultBody;

    public static string AddTo(string operation, string body) => operation == "CreateTokenWithIAM" ? $"{body[..^1]},{Body}}}" : body;
}

/// <summary>The parameters of calls that give none.</summary>
internal static class DefaultParameters
{
    public static JsonObject Of(Runner.GoldenCase golden, string operation) =>
        golden.Document["default_params"]?[operation] as JsonObject
        ?? throw new Runner.GoldenFormatException($"the file has no default_params of {operation}");
}
