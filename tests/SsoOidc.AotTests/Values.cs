namespace SsoOidc.AotTests;

internal static class Values
{
    public static Task PrintAsync()
    {
        var one = new CreateTokenResponse { AccessToken = "hidden-token", TokenType = "Bearer" };
        Check.That(!one.ToString().Contains("hidden-token", StringComparison.Ordinal));
        Check.That(one.ToString().Contains("Bearer", StringComparison.Ordinal));
        Check.That(one.Equals(new CreateTokenResponse { AccessToken = "hidden-token", TokenType = "Bearer" }));
        return Task.CompletedTask;
    }
}
