using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Diagnostics;

public sealed class UserAgentTests
{
    [Theory]
    [InlineData(RetryMode.Legacy, null, "m/D")]
    [InlineData(RetryMode.Standard, null, "m/E")]
    [InlineData(RetryMode.Adaptive, null, "m/F")]
    [InlineData(RetryMode.Legacy, "https://own.example", "m/N,D")]
    public async Task It_says_who_calls_and_how(RetryMode mode, string? endpoint, string metrics)
    {
        var transport = new CapturingHandler();
        using var client = Clients.Create(transport, options =>
        {
            options.Retry.Mode = mode;
            options.Retry.Limit = 3;
            options.Endpoint.Url = endpoint;
        });
        client.Handlers.Add(new FunctionStep((context, next) =>
        {
            context.HttpRequest.Headers["user-agent"] = "mine";
            return next.InvokeAsync(context);
        }));
        await client.CreateTokenAsync(Calls.CreateToken);
        Assert.Matches(
            $@"^ssooidc-dotnet/\d+\.\d+\.\d+ ua/2\.1 api/sso_oidc#\d+\.\d+\.\d+ os/(linux|windows|macos|other) md/\w+ lang/dotnet#\d+\.\d+\.\d+ {metrics}$",
            transport.Request["user-agent"]);
    }
}
