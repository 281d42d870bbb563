using SsoOidc;
using SsoOidc.Signing;

namespace Bench.Runner;

/// <summary>SigV4 alone, as the signing handler uses it: the headers of the request are there, those of the signature are added.</summary>
public sealed partial class OursSubject
{
    private static readonly SigV4Signer Signer = new();

    [ThreadStatic]
    private static HttpHeaderList? _headers;

    static partial void SignAlone(ref string? authorization)
    {
        if (_headers is not { } headers)
        {
            headers = _headers = new HttpHeaderList();
            headers.Set("content-type", "application/json");
        }

        // Those that a signature brings along; it replaces the last Authorization.
        headers.Remove("host");
        headers.Remove("x-amz-date");
        headers.Remove("x-amz-content-sha256");
        Signer.Sign(
            new SignedRequest("POST", "/token", "aws_iam=t", Inputs.Host),
            headers,
            Inputs.IamBody,
            new SigningScope(Inputs.AccessKeyId, Inputs.SecretAccessKey, null, Inputs.Region, Inputs.SigningName),
            TimeProvider.System.GetUtcNow());
        authorization = headers["authorization"];
    }
}
