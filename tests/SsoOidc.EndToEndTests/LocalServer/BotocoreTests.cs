using System.ComponentModel;
using SsoOidc.LocalServer;

namespace SsoOidc.EndToEndTests.LocalServer;

/// <summary>botocore, on which the AWS CLI stands, signs in against the server and signs requests for it.</summary>
public sealed class BotocoreTests
{
    private const string Script = """
        import os, botocore.session
        from botocore.exceptions import ClientError

        def client(secret="local-secret", region="us-east-1", token=None):
            return botocore.session.get_session().create_client(
                "sso-oidc", region_name=region, endpoint_url=os.environ["ENDPOINT"],
                aws_access_key_id="LOCALAKID", aws_secret_access_key=secret, aws_session_token=token)

        def code(call, **arguments):
            try:
                call(**arguments)
                return "none"
            except ClientError as error:
                return error.response["Error"]["Code"]

        oidc = client()
        registered = oidc.register_client(clientName="x", clientType="public", scopes=["sso:account:access"])
        who = dict(clientId=registered["clientId"], clientSecret=registered["clientSecret"])
        device = oidc.start_device_authorization(startUrl="https://a.b/", **who)
        token = oidc.create_token(grantType="urn:ietf:params:oauth:grant-type:device_code", deviceCode=device["deviceCode"], **who)
        oidc.create_token(grantType="refresh_token", refreshToken=token["refreshToken"], **who)
        print(code(oidc.create_token, grantType="urn:ietf:params:oauth:grant-type:device-code", deviceCode="x", **who))

        iam = dict(clientId=os.environ["APPLICATION"], grantType="urn:ietf:params:oauth:grant-type:jwt-bearer", assertion="a.b.c")
        print(" ".join(oidc.create_token_with_iam(**iam)["scope"]))
        print(code(client(token="session/token==").create_token_with_iam, **iam))
        print(code(client(secret="wrong").create_token_with_iam, **iam))
        print(code(client(region="eu-west-1").create_token_with_iam, **iam))
        """;

    [Fact]
    public async Task It_signs_in_and_its_signature_is_verified()
    {
        await SkipWithoutBotocoreAsync();
        await using var server = await LocalIdentityCenter.StartAsync(new() { AutoApprove = true }, TestContext.Current.CancellationToken);
        var (code, output, errors) = await ChildProcess.RunAsync(
            "python3", ["-c", Script], ("ENDPOINT", server.Endpoint.AbsoluteUri), ("APPLICATION", SignedCall.Application), ("NO_PROXY", "*"));
        Assert.True(code == 0, errors);
        Assert.Equal(
            ["UnsupportedGrantTypeException", "openid aws sts:identity_context", "none", "InvalidSignatureException", "InvalidRequestRegionException"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
    }

    private static async Task SkipWithoutBotocoreAsync()
    {
        try
        {
            var (code, _, _) = await ChildProcess.RunAsync("python3", ["-c", "import botocore.session"]);
            Assert.SkipUnless(code == 0, "skipped: not installed");
        }
        catch (Win32Exception)
        {
            Assert.Skip("skipped: not installed");
        }
    }
}
